from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policies.content.check import check_library
from policies.content.checks import basis, contact, directory, documents, form, others
from policies.content.checks.finding import Finding
from policies.content.model import Interpretation, InterpretationKind, PairState, Policy, Status
from policies.content.store import Store
from policies.wording import section
from tests.databases import laid_out, with_demo

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    return with_demo(tmp_path_factory.mktemp("check") / "library.db")


def found(store: Store, rule: str, day: date = TODAY) -> list[Finding]:
    return [each for each in check_library(store, day) if each.rule == rule]


def test_a_wrong_number_is_found_with_pair_clause_and_amount(demo: str) -> None:
    store = Store.open(demo)
    pair = next(each for each in store.pairs() if each.external_id == "yibao-001")
    store.save_pair(replace(pair, summary=pair.summary.replace("92%", "98%")))
    (finding,) = found(store, "amount_not_in_clause")
    assert finding.label.startswith("yibao-001 ")
    assert finding.facts["amount"] == "98%"
    assert "示医保规〔2025〕3号 第十条" in finding.facts["clauses"]
    store.save_pair(pair)


def test_a_finding_between_two_pairs_is_told_once(demo: str) -> None:
    store = Store.open(demo)
    pair = next(each for each in store.pairs() if each.external_id == "yibao-001")
    twin = store.save_pair(replace(pair, id="q-twin", external_id=None, similar=()))
    (finding,) = found(store, "title_taken")
    assert {finding.id, finding.other} == {pair.id, twin.id}
    store.save_pair(replace(twin, state=PairState.ARCHIVED))
    assert found(store, "title_taken") == []


def test_in_the_far_future_nothing_is_in_force(demo: str) -> None:
    assert found(Store.open(demo), "cited_not_in_force", date(2099, 1, 1))


def policy(number: int, **values: object) -> Policy:
    return Policy(title=f"办法之{number}", doc_number=f"示政发〔2025〕{number}号", clauses=(), **values)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(laid_out(tmp_path / "library.db"))


def test_a_missing_successor_is_found_where_it_is_named(store: Store) -> None:
    store.save_policy(policy(1, superseded_by="示政发〔2025〕2号"))
    store.save_policy(policy(2, superseded_by="示政发〔2025〕3号"))
    (finding,) = found(store, "successor_missing")
    assert finding.facts == {"successor": "示政发〔2025〕3号"}
    assert "示政发〔2025〕2号" in finding.label


def test_successors_in_a_circle_are_found(store: Store) -> None:
    store.save_policy(policy(1, superseded_by="示政发〔2025〕2号"))
    store.save_policy(policy(2, superseded_by="示政发〔2025〕1号"))
    assert len(found(store, "successor_circle")) == 2


def test_a_chain_that_ends_in_a_repealed_document_is_told(store: Store) -> None:
    store.save_policy(policy(1, superseded_by="示政发〔2025〕2号"))
    store.save_policy(policy(2, status_override=Status.REPEALED))
    (finding,) = found(store, "successor_not_in_force")
    assert finding.facts == {"last": "示政发〔2025〕2号", "status": "已废止"}


def test_documents_in_force_without_interpretation_are_listed(store: Store) -> None:
    one = store.save_policy(policy(1))
    store.save_policy(policy(2))
    store.save_policy(policy(3, status_override=Status.REPEALED))
    store.save_interpretation(
        Interpretation("解读", InterpretationKind.TEXT, (("背景", "为民。"),), (one.id,))
    )
    (finding,) = found(store, "interpretation_missing")
    assert (finding.severity.value, finding.label) == ("info", "《办法之2》（示政发〔2025〕2号）")


def test_every_rule_has_its_sentence_and_every_sentence_its_rule() -> None:
    modules = (basis, contact, directory, documents, form, others)
    source = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules)
    finders = r"(?:of_pair\(\s*pair|of_policy\(\s*(?:policy|each)|_of\(\s*department),\s*"
    asked = set(re.findall(finders + r'"([a-z_]+)"', source))
    asked |= set(re.findall(r'"([a-z_]+)" if ', source)) | set(re.findall(r' else "([a-z_]+)"', source))
    asked |= {"other_department", "other_phone"}
    assert asked - {"question", "similar"} == set(section("findings"))
