from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.content.model import Disclosure, InterpretationKind, Status
from policies.errors import UnreadableFile
from policies.ingest.markdown import read_marked_up, unmarked
from policies.ingest.source import Source

POLICY = """---
title: 示范市高龄津贴办法
doc_number: 示民规[2025]4号
index_number: SF01/2025-1
issuer: 示范市民政局
region: 示范市
category: 规范性文件
disclosure: 主动公开
written_on: 2025-06-20
published_on: 2025年6月25日
effective_on: 2025-07-01
expires_on: 2030-06-30
status: 已废止
superseded_by: 示民规（2026）1号
source_url: https://example.gov.cn/a
demo: true
reviewer: 张老师
---

# 示范市高龄津贴办法

## 第一章 总则

**第一条** 根据《养老规划》（示政发〔2024〕1号）制定本办法。

## 第二章 标准

第二条 八十周岁以上老人每月[申领](https://example.gov.cn/b)津贴。（市民政局牵头，市财政局配合）
"""

INTERPRETATION = """---
title: 《示范市高龄津贴办法》政策解读
kind: interpretation
interpretation_kind: 问答解读
explains: [示民规〔2025〕4号]
issuer: 示范市民政局
published_on: 2025-07-02
---

## 为什么制定

老人多了。

## 怎么领

**网上**申请。
"""


def source(text: str, name: str = "办法.md") -> Source:
    return Source(name, text, "c0ffee")


def test_front_matter_and_clauses_become_a_policy() -> None:
    document = read_marked_up(source(POLICY))
    policy = document.to_policy()
    assert [clause.path for clause in policy.clauses] == ["第一章", "第一条", "第二章", "第二条"]
    assert policy.clauses[1].text.startswith("第一条 根据")
    assert "每月申领津贴" in policy.clauses[3].text
    assert (policy.doc_number, policy.superseded_by) == ("示民规〔2025〕4号", "示民规〔2026〕1号")
    assert (policy.written_on, policy.published_on) == (date(2025, 6, 20), date(2025, 6, 25))
    assert (policy.effective_on, policy.expires_on) == (date(2025, 7, 1), date(2030, 6, 30))
    assert (policy.status_override, policy.disclosure) == (Status.REPEALED, Disclosure.PUBLIC)
    assert (policy.cites, policy.is_demo, policy.extra) == (
        ("示政发〔2024〕1号",),
        True,
        {"reviewer": "张老师"},
    )
    assert (policy.checksum, policy.source_url) == ("c0ffee", "https://example.gov.cn/a")
    assert [(mark.department, mark.role) for mark in policy.clauses[3].responsibilities] == [
        ("市民政局", "牵头"),
        ("市财政局", "配合"),
    ]


def test_an_interpretation_has_passages_and_what_it_explains() -> None:
    document = read_marked_up(source(INTERPRETATION))
    assert (document.kind, document.explains) == ("interpretation", ("示民规〔2025〕4号",))
    interpretation = document.to_interpretation(("p-1",))
    assert interpretation.kind is InterpretationKind.QA
    assert interpretation.passages == (("为什么制定", "老人多了。"), ("怎么领", "网上申请。"))
    assert (interpretation.explains, interpretation.published_on) == (("p-1",), date(2025, 7, 2))


def test_the_first_heading_is_the_title_where_none_is_declared() -> None:
    document = read_marked_up(source("# 示范市津贴办法\n\n第一条 本办法自2025年7月1日起施行，有效期3年。"))
    assert document.title == "示范市津贴办法"
    assert (document.effective_on, document.expires_on) == (date(2025, 7, 1), date(2028, 6, 30))


def test_without_any_title_the_file_gives_its_name() -> None:
    document = read_marked_up(source("老人每月领取津贴。", "高龄津贴.md"))
    assert (document.title, document.extra["title_from"]) == ("高龄津贴", "file_name")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("written_on: 明天", "bad_date"),
        ("status: 大概有效", "bad_value"),
        ("kind: 通知", "bad_value"),
        ("kind: interpretation\ninterpretation_kind: 广播", "bad_value"),
        ("disclosure: 不予公开", "withheld"),
        ("disclosure: 随便", "unknown_disclosure"),
        ("title: [", "front_matter_broken"),
    ],
)
def test_a_wrong_declaration_is_an_error_that_says_which(front: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_marked_up(source(f"---\n{front}\n---\n正文。", "坏.md"))
    assert (refused.value.reason, refused.value.where) == (reason, "坏.md")


def test_front_matter_without_a_text_is_an_error() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_marked_up(source("---\ntitle: 空\n---\n\n"))
    assert refused.value.reason == "no_body"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("### **一、对象**", "一、对象"),
        ("> 提示", "提示"),
        ("- 身份证", "身份证"),
        ("1\\. 甲", "1. 甲"),
        ("![图](a.png)", ""),
        ("示民规[2025](4号)", "示民规[2025](4号)"),
    ],
)
def test_markdowns_signs_are_no_words(line: str, words: str) -> None:
    assert unmarked(line) == words


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableFile):
        assert read_marked_up(source(text)).title
