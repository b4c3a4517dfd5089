"""Questions by the initials of their words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policies.answering.lookup.initials import Initials, initials_of
from policies.content.titles import Title, key_of
from policies.language.segment import Segmenter
from policies.settings import LibrarySettings


def title(qa_id: str, question: str, *similar: str) -> Title:
    return Title(qa_id, question, None, key_of(question), "\n".join(key_of(each) for each in similar))


TITLES = (
    title("q-1", "职工医保住院报销比例是多少"),
    title("q-2", "医保报销要带什么材料"),
    title("q-3", "公积金提取几天到账", "取公积金要多久"),
    title("q-4", "报销发票丢了医保还给报吗"),
)


@pytest.fixture
def initials() -> Initials:
    return Initials(Segmenter(LibrarySettings().dictionary_dir).words)


def ids(found: list[Title]) -> list[str]:
    return [each.qa_id for each in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ybbx", ["q-2", "q-1"]),
        ("YBBX", ["q-2", "q-1"]),
        ("zgyb", ["q-1"]),
        ("gjj", ["q-3"]),
        ("gjjt", ["q-3"]),
        ("zybx", ["q-1"]),
        ("bxyb", ["q-4"]),
        ("zzzz", []),
    ],
)
def test_words_in_their_order_fit_with_others_between_them(
    initials: Initials, typed: str, found: list[str]
) -> None:
    assert ids(initials.of(typed, TITLES)) == found


@pytest.mark.parametrize("typed", ["", "y", "医保", "yb医保", "12", "y b", "abcdefghijkl", "yb."])
def test_what_is_no_initials_finds_nothing(initials: Initials, typed: str) -> None:
    assert initials.of(typed, TITLES) == []


def test_a_similar_question_counts_after_a_pairs_own(initials: Initials) -> None:
    both = (
        title("q-5", "住房钱怎么拿", "公积金怎么提取"),
        title("q-6", "公积金可以提取多少次和什么时候提取"),
    )
    assert ids(initials.of("gjjtq", both)) == ["q-6", "q-5"]


def test_single_letters_in_a_row_are_read_in_the_pairs_own_question_only(initials: Initials) -> None:
    told = title("q-7", "怎么办理居住证", "我在这里做了再租住着咋整这证哦")
    alone = title("q-8", "我在这里租住")
    assert ids(initials.of("wzzl", (told, alone))) == ["q-8"]
    assert ids(initials.of("zlzz", (told, alone))) == ["q-8", "q-7"]


def test_what_changes_is_followed(initials: Initials) -> None:
    assert ids(initials.of("gjj", TITLES)) == ["q-3"]
    assert ids(initials.of("gjj", TITLES[:2])) == []
    changed = (*TITLES[:2], title("q-2b", "公积金贷款怎么还"))
    assert ids(initials.of("gjj", changed)) == ["q-2b"]
    assert ids(initials.of("ybbx", changed)) == ["q-2", "q-1"]


def test_a_word_is_read_as_a_whole() -> None:
    assert (initials_of("银行"), initials_of("行为"), initials_of("12345"), initials_of("重庆")) == (
        "yh",
        "xw",
        "",
        "cq",
    )


def test_questions_that_did_not_change_are_not_gone_through_again(initials: Initials) -> None:
    class Counted(tuple[Title, ...]):
        times = 0

        def __iter__(self) -> Iterator[Title]:
            Counted.times += 1
            return super().__iter__()

    titles = Counted(TITLES)
    assert ids(initials.of("gjj", titles)) == ["q-3"]
    once = Counted.times
    assert ids(initials.of("gjj", titles)) == ["q-3"]
    assert (once, Counted.times) == (1, 1)
    assert initials.of("gjj", Counted(TITLES[:2])) == []
