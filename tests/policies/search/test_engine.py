from __future__ import annotations

from policies.search.engine import Engine
from policies.search.rows import Row
from policies.search.terms import Terms


def test_an_entry_is_really_deleted(terms: Terms) -> None:
    """Tantivy ignores a deletion by an unsigned number; ours go by the text field `entry`."""
    engine = Engine(None)
    engine.write(
        (), [Row("pair/1", "question", "居住证", "居住证"), Row("pair/2", "question", "护照", "护照")], terms
    )
    engine.write(["pair/1"], (), terms)
    snapshot = engine.snapshot()
    assert snapshot.of_entry("pair/1") == []
    assert [each.row.text for each in snapshot.of_entry("pair/2")] == ["护照"]


def test_a_row_written_again_is_there_once(terms: Terms) -> None:
    engine = Engine(None)
    for _ in range(2):
        engine.write(["pair/1"], [Row("pair/1", "question", "居住证", "居住证")], terms)
    assert len(engine.snapshot().of_entry("pair/1")) == 1


def test_the_same_content_has_the_same_number_and_other_content_another() -> None:
    row = Row("pair/1", "question", "居住证", "居住证")
    assert row.number == Row("pair/1", "question", "居住证", "居住证").number
    assert row.number != Row("pair/1", "question", "护照", "护照").number
