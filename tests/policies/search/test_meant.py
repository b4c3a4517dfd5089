"""What pairs and passages mean, in the index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policies.content.store import Store
from policies.language.segment import Segmenter
from policies.language.synonyms import Concept
from policies.search.embedded import EmbeddedIndex
from policies.search.index import Scope
from policies.search.meaning.space import learned
from policies.search.terms import Terms
from tests.policies.search.conftest import NoOfficialWords, first, pair, policy

MATTERS = [
    "医疗费用如何报销\n看病花费咋拿回\n瞧大夫垫付",
    "医疗费用如何报销\n瞧大夫垫付",
    "看病花费咋拿回\n医疗费用如何报销",
    "子女义务教育阶段登记\n娃念书报名\n娃念书",
    "子女义务教育阶段登记\n娃念书报名",
    "娃念书报名\n娃念书",
]


@pytest.fixture
def meaning(tmp_path: Path, root: Path) -> EmbeddedIndex:
    """An index that knows which words mean the same."""
    segmenter = Segmenter(root / "nlu_data" / "dictionary")
    return EmbeddedIndex(
        tmp_path / "meaning", Terms(segmenter, NoOfficialWords(), "test", space=learned(MATTERS, "few", 2))
    )


def test_a_pair_in_quite_other_words_is_brought_by_what_it_means(
    store: Store, meaning: EmbeddedIndex, tmp_path: Path, root: Path
) -> None:
    store.save_pair(pair("医疗费用如何报销", answer="医疗费用"))
    store.save_pair(pair("子女义务教育阶段登记", answer="子女登记"))
    meaning.follow(store)
    assert first(meaning, "瞧大夫垫付") == "医疗费用如何报销"
    segmenter = Segmenter(root / "nlu_data" / "dictionary")
    without = EmbeddedIndex(tmp_path / "without", Terms(segmenter, NoOfficialWords(), "test"))
    without.follow(store)
    assert first(without, "瞧大夫垫付") is None


def test_what_a_pair_means_follows_the_store(store: Store, meaning: EmbeddedIndex) -> None:
    saved = store.save_pair(pair("医疗费用如何报销", answer="医疗费用"))
    meaning.follow(store)
    store.save_pair(replace(saved, question="子女义务教育阶段登记", summary="子女登记", detail={}))
    meaning.follow(store)
    assert first(meaning, "瞧大夫垫付") is None
    assert first(meaning, "娃念书") == "子女义务教育阶段登记"


def test_what_means_the_same_is_found_only_where_it_holds_and_may_be_seen(
    store: Store, meaning: EmbeddedIndex
) -> None:
    saved = store.save_pair(pair("医疗费用如何报销", answer="医疗费用", region="示范市云川区"))
    meaning.follow(store)
    assert first(meaning, "瞧大夫垫付", Scope(regions=frozenset({"示范市"}))) is None
    assert first(meaning, "瞧大夫垫付", Scope(leave_out=frozenset({f"pair/{saved.id}"}))) is None
    assert first(meaning, "瞧大夫垫付", Scope(only=frozenset({"pair/other"}))) is None
    assert first(meaning, "瞧大夫垫付", Scope(regions=frozenset({"示范市云川区"}))) == "医疗费用如何报销"


def test_a_question_that_is_hidden_takes_no_part_in_what_its_pair_means(
    store: Store, meaning: EmbeddedIndex
) -> None:
    store.save_pair(pair("医疗费用如何报销", "娃念书报名", answer="医疗费用"))
    meaning.follow(store)
    query = meaning.terms("娃念书")
    (shown,) = meaning.pairs(query, Scope())
    (hidden,) = meaning.pairs(query, Scope(leave_out_texts=frozenset({"娃念书报名"})))
    assert shown.parts["meaning"] > 0.4 > 0.1 > hidden.parts["meaning"]


def test_of_two_passages_that_say_as_much_the_one_that_means_what_was_said_comes_first(
    store: Store, meaning: EmbeddedIndex
) -> None:
    store.save_policy(policy("甲办法", "垫付后子女登记。"))
    store.save_policy(policy("乙办法", "垫付后医疗费用。"))
    meaning.follow(store)
    hits = meaning.passages(meaning.terms("瞧大夫垫付"), Scope(whole=False))
    assert [hit.title for hit in hits] == ["乙办法", "甲办法"]
    assert hits[0].beside > hits[1].beside
    assert hits[0].score - hits[0].beside == pytest.approx(hits[1].score - hits[1].beside)


def test_another_space_is_another_index(
    tmp_path: Path, root: Path, store: Store, meaning: EmbeddedIndex
) -> None:
    store.save_pair(pair("医疗费用如何报销", answer="医疗费用"))
    meaning.follow(store)
    segmenter = Segmenter(root / "nlu_data" / "dictionary")
    other = Terms(segmenter, NoOfficialWords(), "test", space=learned(MATTERS, "others", 2))
    again = EmbeddedIndex(tmp_path / "meaning", other)
    assert again.revision == 0
    again.follow(store)
    assert first(again, "瞧大夫垫付") == "医疗费用如何报销"


class OwnName:
    """A lexicon of one name that a site gave: 银龄红包 stands for 医疗费用."""

    def official(self, text: str) -> list[Concept]:
        return [Concept("医疗费用", "matter", 1.0, "银龄红包")] if "银龄红包" in text else []

    def expand(self, text: str) -> list[str]:
        return []


def test_a_name_that_the_space_was_never_taught_means_what_it_stands_for(root: Path) -> None:
    segmenter, space = Segmenter(root / "nlu_data" / "dictionary"), learned(MATTERS, "few", 2)
    own = Terms(segmenter, OwnName(), "test", space=space).query("银龄红包").meaning
    unknown = Terms(segmenter, NoOfficialWords(), "test", space=space).query("银龄红包").meaning
    assert not unknown.any()
    assert own @ space.of_text("医疗费用") > 0.99
