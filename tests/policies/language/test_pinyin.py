"""Fuzzy pinyin: what a speech recogniser confuses sounds alike."""

from __future__ import annotations

import pytest

from policies.language.pinyin import fuzzy_bigrams, syllable


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("医宝", "医保"),
        ("公鸡金", "公积金"),
        ("深领", "申领"),
        ("居助证", "居住证"),
        ("落户正策", "落户政策"),
        ("身请", "生请"),
        ("老龄", "恼龄"),
    ],
)
def test_misheard_words_have_the_same_bigrams(heard: str, meant: str) -> None:
    assert fuzzy_bigrams(heard) == fuzzy_bigrams(meant)


def test_different_words_stay_different() -> None:
    assert fuzzy_bigrams("社保") != fuzzy_bigrams("低保")


def test_numbers_and_latin_words_keep_their_spelling() -> None:
    assert fuzzy_bigrams("办a1照") == ["ban'a1", "a1'zao"]


@pytest.mark.parametrize(
    ("character", "sound"), [("照", "zao"), ("成", "cen"), ("上", "san"), ("女", "lv"), ("中", "zong")]
)
def test_a_syllable_is_simplified(character: str, sound: str) -> None:
    assert syllable(character) == sound
