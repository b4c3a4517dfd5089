from __future__ import annotations

import numpy as np

from policies.search.meaning.space import NOTHING, learned

# Two matters, each in words that share no character with each other but meet in the texts.
TEXTS = [
    "报销医药钱\n看病花费拿回\n瞧大夫垫付",
    "报销医药钱\n瞧大夫垫付",
    "看病花费拿回\n报销医药钱",
    "孩子念书\n入学登记\n上小学",
    "入学登记\n上小学",
    "孩子念书\n上小学",
]


def test_words_that_go_together_lie_near_each_other_and_others_do_not() -> None:
    space = learned(TEXTS, "test", dimensions=2)
    asked, same, other = (space.of_text(text) for text in ("瞧大夫垫付", "看病花费拿回", "入学登记"))
    assert asked @ same > 0.9
    assert asked @ other < 0.1


def test_a_direction_has_length_one_and_what_is_unknown_has_none() -> None:
    space = learned(TEXTS, "test", dimensions=2)
    assert np.linalg.norm(space.of_text("上小学")) == np.float32(1)
    assert not space.of_text("龘").any()
    assert not space.of_text("").any()


def test_the_same_texts_give_the_same_space() -> None:
    one, two = learned(TEXTS, "test", dimensions=2), learned(TEXTS, "test", dimensions=2)
    assert one.places == two.places
    assert np.array_equal(one.vectors, two.vectors)


def test_nothing_is_learned_from_next_to_nothing() -> None:
    assert learned(["一"], "test") is NOTHING
    assert NOTHING.of_pair(("甲乙",), "丙丁").size == 0
    assert NOTHING.dimensions == 0


def test_a_pair_lies_between_its_questions_and_its_answer() -> None:
    space = learned(TEXTS, "test", dimensions=2)
    lying = space.of_pair(("上小学", "孩子念书"), "报销医药钱")
    assert lying @ space.of_text("入学登记") > lying @ space.of_text("看病花费拿回") > 0.1
