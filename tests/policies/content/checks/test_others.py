from __future__ import annotations

import pytest

from policies.content.model import Clause, Facet, PairCitation, PairState, Policy
from policies.content.store import Store
from tests.policies.content.checks.conftest import Check, good, rules


def test_a_title_belongs_to_one_pair_of_a_region(store: Store, check: Check) -> None:
    other = store.save_pair(good())
    (finding,) = check(good(question="职工医保 住院报销比例是多少", id="q-new"))
    assert (finding.rule, finding.severity.value, finding.other) == ("title_taken", "error", other.id)
    assert check(good(region="示范市云川区", id="q-new")) == []


def test_a_similar_question_belongs_to_one_pair(store: Store, check: Check) -> None:
    store.save_pair(good(similar=("上班族住院能报几成",)))
    (finding,) = check(good(question="在职职工住了院怎么结算", similar=("上班族住院能报几成？",), id="q-new"))
    assert (finding.rule, finding.field) == ("question_taken", "similar")


def test_a_pair_is_never_its_own_duplicate(store: Store, check: Check) -> None:
    assert check(store.save_pair(good())) == []


def test_an_archived_pair_keeps_no_question(store: Store, check: Check) -> None:
    store.save_pair(good(state=PairState.ARCHIVED))
    assert check(good(id="q-new")) == []


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("职工医保的住院报销比例有多少", True),
        ("职工医保住院的报销比例是多少呢", True),
        ("居民医保住院报销比例是多少？", False),
        ("职工医保住院报销需要什么材料？", False),
        ("职工医保门诊报销比例是多少？", False),
    ],
)
def test_nearly_the_same_question_is_a_warning(store: Store, check: Check, question: str, near: bool) -> None:
    store.save_pair(good())
    assert ("nearly_asked" in rules(check(good(question=question, id="q-new")))) is near


def test_two_pairs_on_one_thing_must_not_say_different_amounts(store: Store, check: Check) -> None:
    bare = {"citations": (), "detail": {}, "speech": ""}
    store.save_pair(good(**bare))
    found = check(good(**bare, question="职工医保的住院报销比例有多少", summary="报销70%。", id="q-new"))
    assert rules(found)["contradicts"] == "error"
    (contradiction,) = [finding for finding in found if finding.rule == "contradicts"]
    assert (contradiction.facts["mine"], contradiction.facts["theirs"]) == ("70%", "92%、90%")


def test_other_audiences_may_have_other_amounts(store: Store, check: Check) -> None:
    bare = {"citations": (), "detail": {}, "speech": ""}
    store.save_pair(good(**bare, audience="在职职工"))
    new = good(
        **bare, question="职工医保的住院报销比例有多少", summary="报销70%。", id="q-new", audience="退休人员"
    )
    assert "contradicts" not in rules(check(new))


def test_two_pairs_on_one_thing_name_one_department(store: Store, check: Check) -> None:
    store.save_pair(good())
    new = good(
        question="职工医保的住院报销比例有多少", department="市医保局", phone="0000-88801101", id="q-new"
    )
    assert {"other_department", "other_phone"} <= rules(check(new)).keys()


def test_two_pairs_must_not_read_one_clause_differently(store: Store, check: Check) -> None:
    cited = (PairCitation("p-rules", "第十条"),)
    store.save_pair(
        good(question="一级医院住院能报多少？", summary="在一级医院看病可报92%。", citations=cited)
    )
    new = good(
        question="基层住院费用怎么结算？", summary="在一级医院看病可报90%。", citations=cited, id="q-new"
    )
    (finding,) = [each for each in check(new) if each.rule == "claims_otherwise"]
    assert (finding.facts["mine"], finding.facts["theirs"]) == ("90%", "92%")


def test_pairs_that_share_only_a_general_clause_do_not_contradict(store: Store, check: Check) -> None:
    general = PairCitation("p-rules", "第十三条(一)")
    store.save_pair(good(citations=(general, PairCitation("p-rules", "第十条"))))
    new = good(
        question="临时外出就医怎么报销？",
        summary="二级医院支付比例降低10个百分点。",
        detail={Facet.NOTE: "备案有效期为6个月。"},
        speech="",
        citations=(general, PairCitation("p-rules", "第十三条(二)")),
        id="q-new",
    )
    assert check(new) == []


def test_the_cells_of_a_table_are_about_other_matters(store: Store, check: Check) -> None:
    rows = (
        "| 失能等级 | 居家每月 | 机构每日 |",
        "| 重度一级 | 1200元 | 40元 |",
        "| 重度二级 | 1500元 | 50元 |",
    )
    store.save_policy(Policy(id="p-table", title="长护险细则", clauses=(Clause("第八条", "\n".join(rows)),)))
    cited = (PairCitation("p-table", "第八条"),)
    bare = {"detail": {}, "speech": "", "citations": cited}
    store.save_pair(good(**bare, question="居家护理每月报多少？", summary="重度一级每月1200元。"))
    new = good(**bare, question="养老院护理报多少？", summary="重度一级每月40元。", id="q-new")
    assert check(new) == []
