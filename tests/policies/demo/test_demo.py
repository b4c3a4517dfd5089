"""The demonstration library keeps its promises."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from policies.content.check import check_library
from policies.content.checks.finding import Severity
from policies.content.store import Store
from policies.demo.load import demo_pair_rows, load_demo

TODAY = date(2026, 11, 23)
FIELDS = {"yibao", "shebao", "jiuye", "ruxue", "gongjijin", "huji", "yanglao", "jiuzhu", "zhufang", "qiye"}
GENERAL = {"zonghe"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store.open(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'library.db'}")
    load_demo(made)
    return made


def test_it_is_as_large_as_promised(store: Store) -> None:
    counts = store.counts()
    assert counts["policies"] >= 12
    assert counts["interpretations"] >= 12
    assert counts["pairs"] >= 120
    assert len(store.departments()) >= 16


def test_every_field_has_pairs_with_at_least_four_similar_questions() -> None:
    rows = list(demo_pair_rows())
    assert set(Counter(row["id"].partition("-")[0] for row in rows)) == FIELDS | GENERAL
    assert [row["id"] for row in rows if len(set(row["similar"])) < 4] == []


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
