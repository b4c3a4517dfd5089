from __future__ import annotations

from datetime import date

import pytest

from policies.content.model import Declaration
from policies.ingest.clauses import split_clauses
from policies.ingest.declarations import declarations

DAY = date(2026, 1, 1)


def targets(text: str, title: str = "示范市供热办法") -> list[tuple[str, str | None, str | None]]:
    found = declarations(title, split_clauses(text), effective_on=DAY)
    return [(each.kind, each.doc_number, each.title) for each in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("本办法自2026年1月1日起施行。《示范市供热规定》（示政发〔2019〕3号）同时废止。", [("repeals", "示政发〔2019〕3号", "示范市供热规定")]),
        ("1997年5月1日国务院发布的《城市供热条例》同时废止。", [("repeals", None, "城市供热条例")]),
        ("《甲办法》（示政发〔2019〕3号）、《乙办法》(示政发[2019]4号)同时废止。", [("repeals", "示政发〔2019〕3号", "甲办法"), ("repeals", "示政发〔2019〕4号", "乙办法")]),
        ("示政办发【2018】9号文件即行废止。", [("repeals", "示政办发〔2018〕9号", None)]),
        ("根据《规章制定程序条例》的规定，决定废止《示范市供热规定》。", [("repeals", None, "示范市供热规定")]),
        ("依据《城乡规划法》和《示范市规划条例》规定，《示范市旧城办法》予以废止。", [("repeals", None, "示范市旧城办法")]),
        ("《示范市供热规定》已经废止的，按照本办法执行。", []),
        ("各部门应当及时清理应当废止的文件，参照《立法法》办理。", []),
        ("对《示范市供热条例》作如下修改：", [("amends", None, "示范市供热条例")]),
        ("《示范市供热补贴办法》（示政发〔2020〕1号）自动失效。", [("lapses", "示政发〔2020〕1号", "示范市供热补贴办法")]),
        ("股东可以依照《民事诉讼法》规定的程序，请求人民法院宣告该股票失效。", []),
        ("居民身份证有效期为十年。", []),
    ],
)  # fmt: skip
def test_a_sentence_that_rules_names_its_targets(
    sentence: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert targets(f"第一条 {sentence}") == expected


def test_what_is_repealed_together_is_repealed_on_the_day_of_coming_into_force() -> None:
    (found,) = declarations("办法", split_clauses("第九条 《旧办法》同时废止。"), effective_on=DAY)
    assert found == Declaration("repeals", None, "旧办法", DAY, "第九条")


def test_a_day_that_is_named_counts() -> None:
    (found,) = declarations(
        "办法", split_clauses("第九条 《旧办法》自2027年3月1日起废止。"), effective_on=DAY
    )
    assert found.on == date(2027, 3, 1)


def test_an_extended_period_ends_on_the_day_after_its_last() -> None:
    (found,) = declarations(
        "通知", split_clauses("一、《供热补贴办法》（示政发〔2020〕1号）有效期延长至2027年12月31日。")
    )
    assert (found.kind, found.on) == ("lapses", date(2028, 1, 1))


def test_a_documents_own_period_is_a_declaration_without_target() -> None:
    clauses = split_clauses("第一条 办证。\n第二条 本办法自2026年1月1日起施行，有效期5年。")
    (found,) = declarations("办法", clauses, effective_on=DAY, expires_on=date(2030, 12, 31))
    assert found == Declaration("lapses", None, None, date(2031, 1, 1), "第二条")


def test_a_decision_about_repeals_lists_its_targets() -> None:
    text = "现决定废止下列文件：\n一、《甲通知》（示政发〔2001〕1号）\n二、《乙通知》（示政发〔2002〕2号）\n附件1\n| 序号 | 文件名称 | 文号 |\n| 1 | 示范市丙类管理办法 | 示政发〔2003〕3号 |"
    assert targets(text, "示范市人民政府关于废止部分文件的决定") == [
        ("repeals", "示政发〔2001〕1号", "甲通知"),
        ("repeals", "示政发〔2002〕2号", "乙通知"),
        ("repeals", "示政发〔2003〕3号", "示范市丙类管理办法"),
    ]


def test_a_decision_about_an_amendment_amends_what_its_title_names() -> None:
    found = targets(
        "一、第三条修改为：“供热单位应当检修。”", "示范市人民政府关于修改《示范市供热条例》的决定"
    )
    assert found == [("amends", None, "示范市供热条例")]


def test_a_document_never_repeals_itself() -> None:
    clauses = split_clauses("第一条 《供热办法》（示政发〔2026〕1号）同时废止。")
    assert declarations("供热办法", clauses, own_number="示政发〔2026〕1号") == ()
