"""The sentences from which it is learned where questions belong."""

from __future__ import annotations

from collections import Counter

from policies.answering.belonging import POLICY, shares
from policies.answering.route_sentences import MOST, away, drawn, sentences


def test_a_line_gives_every_part_once_before_any_comes_again() -> None:
    people = [f"人{place}" for place in range(MOST + 5)]
    texts = drawn(f"[{'|'.join(people)}]掉河里了[，快救人|]")
    assert sorted(text[: text.index("掉")] for text in texts) == sorted(people)
    assert texts == drawn(f"[{'|'.join(people)}]掉河里了[，快救人|]")


def test_a_number_says_how_many_and_a_line_may_stand_as_it_is() -> None:
    assert len(drawn("3: [我|你|他]要[投诉|举报]")) == 3
    assert drawn("= [微笑]") == ["[微笑]"]


def test_every_class_has_sentences_that_are_named_once_and_parts_that_are_closed() -> None:
    known = sentences()
    texts = [sentence.text for sentence in known]
    assert len(texts) == len(set(texts))
    counts = Counter(sentence.label for sentence in known)
    assert set(counts) == away() | {POLICY} == set(shares("公积金怎么提取"))
    assert min(counts.values()) >= 100
    routes = [sentence for sentence in known if ": " in sentence.group]
    assert [each.text for each in routes if "|" in each.text and each.label != "injection"] == []
