from __future__ import annotations

from functools import cache
from itertools import count

from sklearn.metrics import adjusted_rand_score, homogeneity_score

from policies.gaps.features import Vector, likeness, vectors_of
from policies.gaps.grouping import grouped, most_typical
from policies.language.live import LiveDictionary
from policies.settings import LibrarySettings
from tests.policies.gaps.questions import ALONE, MATTERS, labelled


@cache
def speech() -> LiveDictionary:
    return LiveDictionary(LibrarySettings().dictionary_dir)


def vectors(texts: list[str]) -> list[Vector]:
    return vectors_of(texts, speech())


def test_questions_about_one_matter_come_together_and_others_stay_apart() -> None:
    """What was measured: 0.71 adjusted Rand index (HDBSCAN on the same likeness: 0.59), homogeneity 0.97."""
    rows = labelled()
    matters = [matter for matter, _ in rows]
    placed = grouped([], vectors([text for _, text in rows]), map(str, count()))
    assert adjusted_rand_score(matters, placed) >= 0.68
    assert homogeneity_score(matters, placed) >= 0.95
    by_matter = dict(zip((text for _, text in rows), placed, strict=True))
    alone = [by_matter[text] for text in ALONE]
    assert sum(placed.count(name) == 1 for name in alone) >= len(ALONE) - 1


def test_a_question_that_comes_later_finds_its_group() -> None:
    texts = [text for texts in MATTERS.values() for text in texts]
    owners = [matter for matter, texts in MATTERS.items() for _ in texts]
    found = vectors([*texts, "高龄补贴要本人去申请吗", "陨石捡到归谁"])
    known = list(zip(owners, found, strict=False))
    assert grouped(known, found[len(texts) :], ["new"]) == ["高龄津贴", "new"]


def test_the_order_of_questions_matters_less_for_a_second_look() -> None:
    texts = [
        "公租房申请条件是什么",
        "公租房租金一个月多少",
        "养狗要办证吗",
        "单身能不能申请公租房",
        "狗证去哪里办",
    ]
    found = vectors(texts)
    forth = grouped([], found, map(str, count()))
    back = grouped([], found[::-1], map(str, count()))[::-1]
    assert adjusted_rand_score(forth, back) == 1.0


def test_likeness_is_between_nothing_and_the_same() -> None:
    same, again, other = vectors(["居住证怎么办理", "居住证怎么办理？", "陨石捡到归谁"])
    assert round(likeness(same, again), 6) == 1.0
    assert likeness(same, other) < 0.1
    assert likeness(same, vectors(["？？？"])[0]) == 0.0


def test_the_typical_question_is_the_one_nearest_to_all() -> None:
    texts = ["加装电梯怎么申请", "老楼加装电梯怎么申请补贴", "一楼不同意"]
    assert most_typical(dict(zip(texts, vectors(texts), strict=True))) != "一楼不同意"
