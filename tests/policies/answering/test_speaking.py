"""What the telephone says."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.answering.speaking import cut, speakable, ssml

TEXTS = st.text(max_size=600) | st.text(alphabet="补贴材料，。；、0123456789元（）〔〕", max_size=600)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("示医保规〔2025〕3号", "示医保规，2025年，第3号"),
        (
            "依据示医保规[2025]3号和示民发（2024）12号。",
            "依据示医保规，2025年，第3号和示民发，2024年，第12号。",
        ),
        ("示民发〔２０２５〕３号", "示民发，2025年，第3号"),
        ("自2026-10-01起", "自2026年10月1日起"),
        ("2026年05月08日前", "2026年5月8日前"),
        ("工作日 9:00-17:30", "工作日 9点到17点30分"),
        ("每月400.00元", "每月400元"),
        ("最高1,200元", "最高1200元"),
        ("¥400", "400元"),
        ("最高￥2.5万元", "最高2.5万元"),
        ("报销70%", "报销百分之70"),
        ("报销60%-80%", "报销百分之60到百分之80"),
        ("300~500元", "300到500元"),
        ("0.5‰", "千分之0.5"),
        ("50元/人", "50元每人"),
        ("≥60周岁", "不低于60周岁"),
        ("打0531-12345问", "打零五三幺，幺二三四五问"),
        ("电话0000-88800001。", "电话零零零零，八八八零零零零幺。"),
        ("手机13800138000", "手机幺三八，零零幺三，八零零零"),
        ("拨打12345转人工", "拨打幺二三四五转人工"),
        ("拨打400-123-4567", "拨打四零零，幺二三，四五六七"),
        ("报警110，急救120。", "报警幺幺零，急救幺二零。"),
        ("补助12345元", "补助12345元"),
        ("面积满120，每年120元", "面积满120，每年120元"),
        ("登录https://example.gov.cn/a?b=1办理（限工作日）。", "登录办理，限工作日。"),
        ("通过“示范通办”手机应用", "通过示范通办手机应用"),
        ("《办法》第五条（试行）", "办法，第五条，试行"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert speakable(written) == said


@given(TEXTS)
def test_no_bracket_and_no_address_is_read(text: str) -> None:
    said = speakable(text)
    assert not set("（）()〔〕[]【】《》") & set(said)
    assert "http://" not in said


@given(TEXTS, st.sampled_from((60, 110, 120)))
def test_turns_are_short_and_lose_nothing(text: str, longest: int) -> None:
    whole = rest = speakable(text)
    parts = []
    while rest:
        part, rest = cut(rest, longest)
        assert len(part) <= longest
        parts.append(part)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", whole)


def test_a_turn_ends_with_a_sentence_and_the_rest_begins_with_the_next() -> None:
    part, rest = cut("带身份证和户口簿到窗口办理。" * 20)
    assert part.endswith("办理。")
    assert rest.startswith("带身份证")


def test_a_number_is_never_cut() -> None:
    part, rest = cut("甲" * 117 + "12345678元")
    assert (part, rest) == ("甲" * 117, "12345678元")
    number = speakable("0000-88800001")
    part, rest = cut("乙" * 110 + number)
    assert (part, rest) == ("乙" * 110, number)


def test_ssml_is_one_well_formed_document_whatever_is_said() -> None:
    read = ElementTree.fromstring(ssml('低于<5&"可\x00以。\x0b请来。', slowly=True))
    assert "".join(read.itertext()) == '低于<5&"可以。请来。'
    assert [each.tag.rpartition("}")[2] for each in read.iter()] == ["speak", "prosody", "s", "s"]
    assert read[0].attrib["rate"] == "slow"


@given(st.text(max_size=200))
def test_ssml_says_the_words(text: str) -> None:
    ElementTree.fromstring(ssml(text))
