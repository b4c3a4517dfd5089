"""Of pages that say the same, the document itself is quoted, not the news about it."""

from __future__ import annotations

import pytest

from policies.answering.evidence import say_the_same
from policies.answering.inquiry import Outcome
from policies.content.model import Clause, Policy
from tests.policies.answering.conftest import Counter

RULE = "对安装入户门禁系统的老旧小区，按照每个单元八百元的标准给予一次性补助。"
ASKED = "老旧小区安装入户门禁系统按什么标准给予补助"
NEWS = "老旧小区安装入户门禁系统按标准给予补助"


def news_and(counter: Counter, doc_number: str | None) -> None:
    counter.store.save_policy(Policy(NEWS, (Clause("正文", RULE),), id="news"))
    counter.store.save_policy(
        Policy(
            "示范市住宅小区安全改造办法", (Clause("第三条", RULE, level=1),), doc_number=doc_number, id="rule"
        )
    )


def test_the_document_with_a_number_is_quoted_before_the_news_about_it(empty: Counter) -> None:
    news_and(empty, "示房发〔2026〕9号")
    answer = empty.ask(ASKED)
    assert answer.outcome is Outcome.QUOTED
    assert [cited.source_id for cited in answer.citations] == ["rule"]


def test_without_a_number_the_better_page_is_quoted(empty: Counter) -> None:
    news_and(empty, None)
    answer = empty.ask(ASKED)
    assert answer.outcome is Outcome.QUOTED
    assert [cited.source_id for cited in answer.citations] == ["news"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (RULE, f"近日，{RULE}", True),
        (RULE, RULE.replace("，", ",\n"), True),
        (RULE, RULE.replace("八百", "九百"), False),
        ("给予一次性补助。", RULE, False),
    ],
)
def test_texts_are_the_same_where_one_holds_the_other(one: str, other: str, same: bool) -> None:
    assert say_the_same(one, other) is same
