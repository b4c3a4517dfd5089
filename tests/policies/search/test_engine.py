from __future__ import annotations

from collections import Counter

from policies.language.synonyms import Concept
from policies.search.engine import Engine
from policies.search.rows import Row
from policies.search.stored import stored_rows
from policies.search.terms import Terms
from policies.workers import workers


class CutAs:
    """A segmenter that always cuts alike."""

    def __init__(self, words: list[str]) -> None:
        self._words = words

    def words(self, text: str) -> list[str]:
        return self._words


class NoOfficialWords:
    """A lexicon that knows nothing."""

    def official(self, text: str) -> list[Concept]:
        return []

    def expand(self, text: str) -> list[str]:
        return []


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


def test_a_row_that_is_cut_anew_is_not_taken_for_the_row_it_was(terms: Terms) -> None:
    engine = Engine(None)
    row = Row("pair/1", "question", "云川惠民码", "云川惠民码")
    numbers = set()
    for words in (["云川", "惠民", "码"], ["云川惠民码"], ["云川惠民码"]):
        engine.write(["pair/1"], [row], Terms(CutAs(words), NoOfficialWords(), "test"))
        (found,) = engine.snapshot().of_entry("pair/1")
        assert set(found.counts["question_words"]) == set(words)
        numbers.add(found.number)
    assert len(numbers) == 2


def test_a_row_comes_back_with_the_tokens_it_was_stored_with(terms: Terms) -> None:
    engine = Engine(None)
    row = Row(
        "policy/1", "passage", "每月补贴600元", "每月补贴600元", front="供暖办法", facts={"path": "第三条"}
    )
    engine.write((), [row], terms)
    (found,) = engine.snapshot().of_entry("policy/1")
    cut = terms.of(row.scored, row.kind, row.front)
    assert found.row == row
    assert {name: Counter(tokens) for name, tokens in cut.items()} == found.counts
    assert found.lengths == {name: len(tokens) for name, tokens in cut.items()}


def test_rows_that_other_processes_cut_are_the_same(terms: Terms) -> None:
    rows = [
        Row(
            f"policy/{number}",
            "passage",
            f"第{number}条　补贴，每月600元。",
            f"第{number}条　补贴，每月600元。",
            front="供暖办法",
        )
        for number in range(600)
    ]
    rows.append(Row("pair/1", "question", "居住证", "居住证"))
    here = sorted(stored_rows(rows, terms))
    with workers(1):
        elsewhere = sorted(stored_rows(rows, terms))
    assert elsewhere == here
    assert len(here) == 601
