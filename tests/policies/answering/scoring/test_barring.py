"""What keeps a first candidate from answering unasked."""

from __future__ import annotations

import pytest

from policies.answering.evidence import is_formal
from policies.answering.scoring.candidates import barred, hardly_meets, is_stray

FITS = {"question": 0.5, "core_of_asked": 0.8, "core_of_stored": 0.7, "negation": 1.0}


@pytest.mark.parametrize("sign", ["figures", "action", "events", "kind", "sibling", "denial"])
def test_a_sign_that_is_right_nearly_always_bars(sign: str) -> None:
    assert not barred(FITS | {sign: 1.0})
    assert barred(FITS | {sign: -1.0})


def test_a_sign_that_is_read_roughly_does_not() -> None:
    assert not barred(FITS | {"topic": -1.0, "audience": -1.0, "negation": 0.0})


def test_a_pair_found_by_its_answer_alone_is_barred() -> None:
    assert barred(FITS | {"question": 0.05})


@pytest.mark.parametrize("words", [{"question": 0.05}, {"core_of_asked": 0.2, "core_of_stored": 0.2}])
def test_meaning_the_same_lifts_no_bar(words: dict[str, float]) -> None:
    assert barred(FITS | words | {"meaning": 1.0, "meaning_gap": 1.0})


def test_a_pair_that_means_the_matter_of_a_follow_up_is_no_stray() -> None:
    assert is_stray({"of_matter": 0.3})
    assert is_stray({"of_matter": 0.3, "means_matter": 0.69})
    assert not is_stray({"of_matter": 0.3, "means_matter": 0.7})
    assert not is_stray({"of_matter": 0.5})


def test_words_that_ask_are_no_matter() -> None:
    alike = FITS | {"core_of_asked": 0.33, "core_of_stored": 0.25}
    assert hardly_meets(alike)
    assert barred(alike)
    assert not hardly_meets(FITS)


@pytest.mark.parametrize(
    ("quote", "formal"),
    [
        ("为规范住房公积金管理，根据有关法规，结合本市实际，制定本办法。", True),
        ("本办法自2025年1月1日起施行，2021年印发的办法同时废止。", True),
        ("现将《示范市高龄津贴办法》印发给你们，请认真贯彻执行。", True),
        ("80周岁至89周岁每人每月100元。", False),
        ("申请人应当制定用款计划并提交购房合同。", False),
    ],
)
def test_openings_and_repeals_are_formal(quote: str, formal: bool) -> None:
    assert is_formal(quote) is formal
