from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import UnreadableFile
from policies.ingest.front_matter import take_front_matter


def test_values_stay_as_printed_and_the_text_follows() -> None:
    text = "---\ntitle: 津贴办法\nwritten_on: 2025-06-20\nexplains: [示民规〔2025〕4号, 示民规〔2025〕5号]\nissuer:\n---\n\n第一条 甲。\n"
    printed, rest = take_front_matter(text, "a.md")
    assert printed == {
        "title": "津贴办法",
        "written_on": "2025-06-20",
        "explains": ("示民规〔2025〕4号", "示民规〔2025〕5号"),
    }
    assert rest.strip() == "第一条 甲。"


def test_a_text_without_front_matter_is_left_alone() -> None:
    assert take_front_matter("第一条 甲。\n---\n乙", "a.md") == ({}, "第一条 甲。\n---\n乙")
    assert take_front_matter("---\n---\n正文", "a.md") == ({}, "正文")


@pytest.mark.parametrize("inside", ["title: 'a", "- 甲\n- 乙", "title: {a: b}", "a: [[[", "只有一句话"])
def test_broken_front_matter_is_an_error(inside: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        take_front_matter(f"---\n{inside}\n---\n正文", "坏.md")
    assert (refused.value.reason, refused.value.where) == ("front_matter_broken", "坏.md")


@given(st.text(alphabet="-: \n[]{}'\"a甲#&*!|>"))
def test_any_text_is_parted_or_refused(text: str) -> None:
    with suppress(UnreadableFile):
        take_front_matter(f"---\n{text}\n---\n正文", "a.md")
