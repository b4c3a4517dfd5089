"""Which documents have their interpretation, and in step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from policies.content.documents.wanted import Owner
from policies.content.model import Disclosure, InterpretationKind
from policies.interpreting.board import Wanted, board
from policies.interpreting.report import write_board
from policies.interpreting.standing import IN_STEP_DAYS, Step, Text, step_of
from tests.policies.interpreting.samples import CIVIL, HEALTH, MADE, TODAY, policy, store_of, text

AFTER = InterpretationKind.AFTER


@pytest.mark.parametrize(
    ("days", "step"),
    [(-3, Step.IN_STEP), (0, Step.IN_STEP), (IN_STEP_DAYS, Step.IN_STEP), (IN_STEP_DAYS + 1, Step.LATE)],
)
def test_an_interpretation_within_a_week_is_in_step(days: int, step: Step) -> None:
    from datetime import timedelta

    told = Text("i", "解读", InterpretationKind.CHART, MADE + timedelta(days=days))
    assert step_of(MADE, [told]) == (step, days)


def test_what_is_written_after_coming_into_force_is_not_in_step() -> None:
    told = Text("i", "解读", AFTER, MADE)
    assert step_of(MADE, [told]) == (Step.AFTER_ONLY, None)
    assert step_of(MADE, []) == (Step.MISSING, None)
    assert step_of(None, [Text("i", "解读", InterpretationKind.TEXT, MADE)]) == (Step.UNDATED, None)


def test_the_board_shows_the_neediest_first_and_the_first_interpretation_counts(tmp_path: Path) -> None:
    store = store_of(
        tmp_path,
        policy("p-in-step"),
        policy("p-late"),
        policy("p-missing"),
        policy("p-newer-missing", made=date(2026, 8, 1)),
        policy("p-after"),
        text("i-1", ("p-in-step",), 90),
        text("i-2", ("p-in-step",), 1),
        text("i-3", ("p-late",), 30),
        text("i-4", ("p-after",), 100, AFTER),
    )
    found = board(store, TODAY, Wanted())
    assert [(each.id, each.step, each.days) for each in found.rows] == [
        ("p-newer-missing", Step.MISSING, None),
        ("p-missing", Step.MISSING, None),
        ("p-after", Step.AFTER_ONLY, None),
        ("p-late", Step.LATE, 30),
        ("p-in-step", Step.IN_STEP, 1),
    ]
    assert [each.id for each in found.rows[-1].texts] == ["i-2", "i-1"]
    assert (found.whole.total, found.whole.steps[Step.MISSING], found.whole.share) == (5, 2, 0.2)


def test_what_is_not_public_or_holds_no_more_needs_no_interpretation(tmp_path: Path) -> None:
    store = store_of(
        tmp_path,
        policy("p-open"),
        policy("p-closed", disclosure=Disclosure.ON_REQUEST),
        policy("p-lapsed", expires_on=date(2026, 10, 1)),
    )
    assert [each.id for each in board(store, TODAY, Wanted()).rows] == ["p-open"]
    assert {each.id for each in board(store, TODAY, Wanted(lapsed=True)).rows} == {"p-open", "p-lapsed"}


def test_it_is_narrowed_by_department_year_and_standing(tmp_path: Path) -> None:
    store = store_of(
        tmp_path,
        policy("p-a"),
        policy("p-b", HEALTH),
        policy("p-c", HEALTH, date(2025, 3, 3)),
        text("i-1", ("p-b",)),
    )
    assert [each.id for each in board(store, TODAY, Wanted(CIVIL)).rows] == ["p-a"]
    health = board(store, TODAY, Wanted(HEALTH, step=Step.MISSING))
    assert [each.id for each in health.rows] == ["p-c"]
    assert health.whole.total == 2
    assert health.years == (2026, 2025)
    assert [each.id for each in board(store, TODAY, Wanted(year=2025)).rows] == ["p-c"]
    assert [each.id for each in board(store, TODAY, Wanted(owner=Owner(CIVIL))).rows] == ["p-a"]
    assert board(store, TODAY, Wanted(owner=Owner(""))).rows == ()
    by_department = {
        each.department: each.steps[Step.MISSING] for each in board(store, TODAY, Wanted()).departments
    }
    assert by_department == {CIVIL: 1, HEALTH: 1}


def test_the_workbook_holds_figures_and_documents(tmp_path: Path) -> None:
    store = store_of(tmp_path, policy("p-a"), policy("p-b", HEALTH), text("i-1", ("p-b",)))
    path = tmp_path / "三同步.xlsx"
    write_board(board(store, TODAY, Wanted()), path)
    book = openpyxl.load_workbook(path)
    figures, documents = (list(page.iter_rows(values_only=True)) for page in book.worksheets)
    assert figures[0][0] == "部门"
    assert figures[-1][:3] == ("合计", 2, 1)
    assert [row[5] for row in documents[1:]] == ["缺解读", "同步"]
    assert "文字解读：《i-1》解读（2026-05-08）" in str(documents[2][7])
