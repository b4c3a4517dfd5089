from __future__ import annotations

from collections import Counter

from policies.search.engine import Engine
from policies.search.entries import Counted
from policies.search.fields import FIELDS
from policies.search.grams import Vocabulary
from policies.search.rows import Row
from policies.search.terms import Terms
from tests.policies.search.conftest import NoOfficialWords


class CutAs:
    """A segmenter that always cuts alike."""

    def __init__(self, words: list[str]) -> None:
        self._words = words

    def words(self, text: str) -> list[str]:
        return self._words


def times(row: Counted, field: str) -> dict[int, float]:
    """Return how often each token stands in a field, by the token's number."""
    grams, place = row.grams, _place(row, field)
    there = grams.fields == place
    return dict(zip(grams.numbers[there].tolist(), grams.times[there].tolist(), strict=True))


def _place(row: Counted, field: str) -> int:
    return [each.name for each in FIELDS[row.row.kind]].index(field)


def numbered(tokens: list[str], vocabulary: Vocabulary) -> dict[int | None, int]:
    """Return how often each token stands in a list, by the token's number."""
    return {vocabulary.known(token): count for token, count in Counter(tokens).items()}


def test_an_entry_is_really_deleted(terms: Terms) -> None:
    """Tantivy ignores a deletion by an unsigned number; ours go by the text field `entry`."""
    engine = Engine(None)
    engine.write(
        (), [Row("pair/1", "question", "居住证", "居住证"), Row("pair/2", "question", "护照", "护照")], terms
    )
    engine.write(["pair/1"], (), terms)
    snapshot = engine.snapshot()
    assert snapshot.entry("pair/1").rows == ()
    assert [each.row.text for each in snapshot.entry("pair/2").rows] == ["护照"]


def test_a_row_written_again_is_there_once(terms: Terms) -> None:
    engine = Engine(None)
    for _ in range(2):
        engine.write(["pair/1"], [Row("pair/1", "question", "居住证", "居住证")], terms)
    assert len(engine.snapshot().entry("pair/1").rows) == 1


def test_a_row_that_is_cut_anew_is_not_taken_for_the_row_it_was(terms: Terms) -> None:
    engine = Engine(None)
    row = Row("pair/1", "question", "云川惠民码", "云川惠民码")
    numbers = set()
    for words in (["云川", "惠民", "码"], ["云川惠民码"], ["云川惠民码"]):
        engine.write(["pair/1"], [row], Terms(CutAs(words), NoOfficialWords(), "test"))
        snapshot = engine.snapshot()
        (found,) = snapshot.entry("pair/1").rows
        assert times(found, "question_words") == numbered(words, snapshot.vocabulary)
        numbers.add(found.number)
    assert len(numbers) == 2


def test_a_row_comes_back_with_the_tokens_it_was_stored_with(terms: Terms) -> None:
    engine = Engine(None)
    row = Row(
        "policy/1", "passage", "每月补贴600元", "每月补贴600元", front="供暖办法", facts={"path": "第三条"}
    )
    engine.write((), [row], terms)
    snapshot = engine.snapshot()
    (found,) = snapshot.entry("policy/1").rows
    cut = terms.of(row.scored, row.kind, row.front)
    assert found.row == row
    assert len(cut) == len(found.grams.lengths)
    for name, tokens in cut.items():
        assert times(found, name) == numbered(tokens, snapshot.vocabulary)
        assert found.grams.lengths[_place(found, name)] == len(tokens)


def test_rows_that_are_read_ahead_need_not_be_read_again(terms: Terms) -> None:
    engine = Engine(None)
    engine.write(
        (),
        [Row(f"pair/{number}", "question", f"第{number}问", f"第{number}问") for number in range(700)],
        terms,
    )
    snapshot = engine.snapshot()
    assert engine.cache.size == 0
    snapshot.warm(600)
    assert engine.cache.size == 600
    before = engine.cache.get(snapshot.entry("pair/5").rows[0].number)
    assert before is snapshot.entry("pair/5").rows[0]
