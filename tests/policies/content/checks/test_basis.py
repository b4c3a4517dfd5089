from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.content.model import Facet, PairCitation
from policies.content.store import Store
from tests.policies.content.checks.conftest import RULES, Check, good, rules


def test_a_pair_that_says_what_its_clause_says_is_clean(check: Check) -> None:
    assert check(good()) == []


@pytest.mark.parametrize(
    ("values", "rule", "amount"),
    [
        ({"summary": "一级支付95%。"}, "amount_not_in_clause", "95%"),
        ({"detail": {Facet.AMOUNT: "最高支付限额30万元。"}}, "amount_not_in_clause", "30万元"),
        ({"speech": "报百分之八十八。"}, "amount_not_in_clause", "百分之八十八"),
        ({"detail": {Facet.DEADLINE: "20个工作日内办结。"}}, "amount_not_in_clause", "20个工作日"),
        ({"detail": {Facet.DEADLINE: "每年7月31日前申请。"}}, "date_not_in_clause", "7月31日"),
    ],
)
def test_a_figure_that_does_not_stand_in_the_cited_clause_is_named(
    check: Check, values: dict[str, object], rule: str, amount: str
) -> None:
    """20个工作日 stands in 第十四条 of the same document, which the pair does not cite."""
    (finding,) = check(good(**values))
    assert (finding.rule, finding.severity.value) == (rule, "error")
    assert finding.facts == {"amount": amount, "clauses": "示医保规〔2025〕3号 第十条"}


def test_a_figure_put_to_another_thing_of_the_clause_is_found(check: Check) -> None:
    (finding,) = check(good(summary="一级支付90%。"))
    assert finding.rule == "differs_from_clause"
    assert (finding.facts["thing"], finding.facts["mine"], finding.facts["theirs"]) == (
        "一级支付",
        "90%",
        "92%",
    )


def test_the_items_of_a_cited_list_belong_to_its_clause(check: Check) -> None:
    whole = (PairCitation("p-rules", "第十三条"),)
    said = {"summary": "备案有效期为6个月，支付比例降低10个百分点。", "detail": {}, "speech": ""}
    assert check(good(**said, citations=whole)) == []
    sibling = (PairCitation("p-rules", "第十三条(一)"),)
    assert rules(check(good(**said, citations=sibling))) == {"amount_not_in_clause": "error"}


def test_the_documents_own_dates_may_be_told(check: Check) -> None:
    text = {Facet.WHAT: "办法自2025年7月1日起施行，有效期至2030年6月30日。"}
    assert check(good(detail=text)) == []


@pytest.mark.parametrize(
    ("cited", "rule"),
    [
        (PairCitation("p-none", "第一条"), "document_missing"),
        (PairCitation("p-rules", "第九十九条"), "clause_missing"),
        (PairCitation("p-old", "第一条"), "cited_not_in_force"),
        (PairCitation("p-inner", "第一条"), "cites_undisclosed"),
    ],
)
def test_a_citation_that_misleads_is_an_error(check: Check, cited: PairCitation, rule: str) -> None:
    said = {"summary": "支付92%。", "detail": {}, "speech": ""}
    assert rules(check(good(**said, citations=(cited,)))) == {rule: "error"}


def test_a_text_that_a_newer_one_replaces_is_no_basis(store: Store, check: Check) -> None:
    newer = replace(RULES, id="p-newer", doc_number="示医保规〔2026〕1号", effective_on=date(2026, 5, 1))
    store.save_policy(newer)
    assert rules(check(good())) == {"cited_replaced": "error"}
    assert rules(check(good(citations=(PairCitation("p-newer", "第十条"),)))) == {}


def test_a_whole_document_cited_is_a_warning(check: Check) -> None:
    assert rules(check(good(citations=(PairCitation("p-rules"),)))) == {"clause_not_named": "warning"}


def test_a_pair_must_not_outlive_its_document(check: Check) -> None:
    assert rules(check(good(expires_on=date(2031, 1, 1)))) == {"outlives_its_basis": "warning"}


def test_a_pair_without_a_document_is_told_but_stands(check: Check) -> None:
    assert rules(check(good(citations=()))) == {"no_basis": "info"}
