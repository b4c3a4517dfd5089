"""Words: the dictionary's terms and figures stay whole."""

from __future__ import annotations

import re
from pathlib import Path

import jieba
import pytest

from policies.language.normalise import normalise
from policies.language.segment import Segmenter, listed_words, new_tokenizer, word_frequencies
from policies.language.term import read_terms


@pytest.fixture(scope="module")
def segmenter(root: Path) -> Segmenter:
    return Segmenter(root / "nlu_data" / "dictionary")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("灵活就业人员社保怎么交", ["灵活就业人员", "社保", "怎么", "交"]),
        ("根据示医保发[2025]6号执行", ["根据", "示医保发〔2025〕6号", "执行"]),
        ("一次性创业补贴5000元", ["一次性创业补贴", "5000元"]),
        ("2025年5月1日前上浮50%", ["2025年5月1日", "前", "上浮", "50%"]),
        ("索引号11370900MB28583770/2021-00139", ["索引号", "11370900mb28583770/2021-00139"]),
        ("A1驾照，WIFI", ["a1", "驾照", "wifi"]),
    ],
)
def test_terms_and_figures_stay_whole(segmenter: Segmenter, text: str, words: list[str]) -> None:
    assert segmenter.words(normalise(text)) == words


@pytest.mark.parametrize(
    ("text", "word"), [("网上社保怎么查", "网上"), ("全国考试时间", "全国"), ("提交评审材料", "提交")]
)
def test_short_colloquial_ways_do_not_tear_other_words(segmenter: Segmenter, text: str, word: str) -> None:
    assert word in segmenter.words(text)


def test_nothing_but_punctuation_has_no_words(segmenter: Segmenter) -> None:
    assert segmenter.words("，。？！") == []


def test_edges_are_where_words_begin_and_end(segmenter: Segmenter) -> None:
    assert segmenter.edges("社保怎么交") == {0, 2, 4, 5}


def test_the_global_jieba_is_left_alone(segmenter: Segmenter) -> None:
    assert segmenter.words("灵活就业人员") == ["灵活就业人员"]
    assert "灵活就业人员" not in jieba.lcut("灵活就业人员")


def test_our_words_are_cut_as_jieba_cuts_them(root: Path, segmenter: Segmenter) -> None:
    folder = root / "nlu_data" / "dictionary"
    terms = read_terms(folder)
    slow = new_tokenizer()
    for word, frequency in word_frequencies(folder, terms).items():
        slow.add_word(word, frequency)
    texts = [text for term in terms for text in (term.concept, *term.ways) if re.fullmatch("[一-鿿]+", text)]
    alike = sum(segmenter.words(text) == slow.lcut(text) for text in texts)
    assert alike / len(texts) >= 0.98


def test_a_segmenter_with_other_words_leaves_the_first_alone(root: Path, segmenter: Segmenter) -> None:
    other = Segmenter(root / "nlu_data" / "dictionary", {"云川惠民码": 10})
    assert other.words("云川惠民码") == ["云川惠民码"]
    assert "云川惠民码" not in segmenter.words("云川惠民码")


def test_a_word_added_to_the_dictionary_is_known_after_forgetting(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    (words / "own.txt").write_text("示范惠民码 10 n\n", encoding="utf-8")
    before = Segmenter(tmp_path)
    (words / "own.txt").write_text("示范惠民码 10 n\n云川一卡通 10 n\n", encoding="utf-8")
    assert "云川一卡通" not in Segmenter(tmp_path).words("云川一卡通")
    Segmenter.forget()
    assert Segmenter(tmp_path).words("云川一卡通") == ["云川一卡通"]
    assert before.words("示范惠民码") == ["示范惠民码"]


def test_the_word_lists_are_rich_and_well_formed(root: Path) -> None:
    rows = list(listed_words(root / "nlu_data" / "dictionary"))
    words = [word for word, _, _ in rows]
    assert len(words) >= 1500
    assert len(words) == len(set(words))
    assert all(frequency > 0 for _, frequency, _ in rows)
