"""The demonstration library keeps its promises."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from policies.answering.inquiry import Outcome, Question
from policies.content.check import check_library
from policies.content.checks.finding import Severity
from policies.content.model import InterpretationKind, Status
from policies.content.store import Store
from policies.demo.load import demo_pair_rows
from tests.databases import with_demo
from tests.widget.serving import demo_library

TODAY = date(2026, 11, 23)
FIELDS = {"yibao", "shebao", "jiuye", "ruxue", "gongjijin", "huji", "yanglao", "jiuzhu", "zhufang", "qiye"}
GENERAL = {"zonghe"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(with_demo(tmp_path_factory.mktemp("demo") / "library.db"))


def test_it_is_as_large_as_promised(store: Store) -> None:
    counts = store.counts()
    assert counts["policies"] >= 40
    assert counts["interpretations"] >= 40
    assert counts["pairs"] >= 450
    assert len(store.departments()) >= 16


def test_every_published_pair_answers_its_own_question(tmp_path: Path) -> None:
    with demo_library(tmp_path) as library:
        asked = {pair.question: pair.id for pair in library.store.pairs()}
        answers = {question: library.ask(Question(question, TODAY)).answer for question in asked}
    told = {question: (each.outcome, each.qa_id) for question, each in answers.items() if each is not None}
    others = {each for question, each in told.items() if each != (Outcome.ANSWERED, asked[question])}
    assert len(told) == len(asked)
    assert others == set()


def test_every_field_has_pairs_with_at_least_five_similar_questions() -> None:
    rows = list(demo_pair_rows())
    assert set(Counter(row["id"].partition("-")[0] for row in rows)) == FIELDS | GENERAL
    assert [row["id"] for row in rows if len(set(row["similar"])) < 5] == []


def test_every_form_of_interpretation_and_every_district_is_there(store: Store) -> None:
    assert {text.kind for text in store.interpretations()} == set(InterpretationKind)
    districts = {region.name for region in store.regions() if region.level == "district"}
    assert {policy.region for policy in store.policies()} >= districts
    assert {pair.region for pair in store.pairs()} >= districts


def test_what_is_repealed_names_a_successor_in_force_that_says_so(store: Store) -> None:
    by_number = {policy.doc_number: policy for policy in store.policies()}
    repealed = [policy for policy in by_number.values() if policy.superseded_by]
    assert len(repealed) >= 5
    for old in repealed:
        successor = by_number[old.superseded_by]
        assert successor.status_on(TODAY) is Status.IN_FORCE, old.title
        assert any(str(old.doc_number) in clause.text for clause in successor.clauses), old.title


def test_everything_is_marked_as_demonstration_data(store: Store) -> None:
    assert all(policy.is_demo for policy in store.policies())
    assert all(pair.is_demo for pair in store.pairs())
    assert all(text.is_demo for text in store.interpretations())


def test_it_is_consistent(store: Store) -> None:
    findings = check_library(store, TODAY)
    assert [each for each in findings if each.severity is not Severity.INFO] == []


def test_what_is_spoken_is_short_and_speakable() -> None:
    for row in demo_pair_rows():
        assert 0 < len(row["speech"]) <= 120, row["id"]
        assert not set(row["speech"]) & set("()（）〔〕[]【】<>/"), row["id"]
