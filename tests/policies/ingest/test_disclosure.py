import pytest

from policies.content.model import Disclosure
from policies.errors import UnreadableFile
from policies.ingest.disclosure import disclosure_of, read_disclosure


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("主动公开", Disclosure.PUBLIC),
        ("公开发布", Disclosure.PUBLIC),
        ("依申请公开", Disclosure.ON_REQUEST),
        ("不予公开", Disclosure.WITHHELD),
        ("免予公开", Disclosure.WITHHELD),
        ("内部", None),
    ],
)
def test_ways_of_disclosure_are_understood(value: str, meaning: Disclosure | None) -> None:
    assert read_disclosure(value) == meaning


@pytest.mark.parametrize(
    ("declared", "body"),
    [("不予公开", "正文。"), (None, "正文。\n（此件不予公开）"), ("主动公开", "正文。\n公开属性：不予公开")],
)
def test_a_withheld_document_is_refused(declared: str | None, body: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        disclosure_of(declared, body, "内部文件.txt")
    assert (refused.value.reason, refused.value.where) == ("withheld", "内部文件.txt")


def test_the_stricter_of_header_and_closing_note_counts() -> None:
    assert disclosure_of("主动公开", "正文。\n（此件依申请公开）", "a.txt") is Disclosure.ON_REQUEST


def test_a_document_may_speak_of_withholding_and_be_public() -> None:
    assert (
        disclosure_of("主动公开", "须标识主动公开、依申请公开、不予公开属性。", "a.txt") is Disclosure.PUBLIC
    )


def test_silence_is_none_and_an_unknown_word_an_error() -> None:
    assert disclosure_of(None, "正文。", "a.txt") is None
    with pytest.raises(UnreadableFile) as refused:
        disclosure_of("内部", "正文。", "a.txt")
    assert refused.value.reason == "unknown_disclosure"
