"""Publishing on a day to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policies.content.audit import audit_entries
from policies.content.editing import Editing
from policies.content.model import PairState, QaPair
from policies.content.pairs.scheduling import ScheduleNotFound, Scheduling, publish_due
from policies.content.store import Store
from policies.errors import InputError, Misleading, SamePerson, VersionConflict
from tests.policies.content.test_editing import TODAY, editor, published, reviewer, store

__all__ = ["editor", "reviewer", "store"]
NEW_YEAR = TODAY + timedelta(days=39)
CHANGED = "自受理之日起15个工作日内办结，可以网上申请。"


@pytest.fixture
def scheduling(store: Store) -> Scheduling:
    return Scheduling(store, "李审核", today=TODAY)


def in_review(editor: Editing, reviewer: Editing) -> QaPair:
    """Return a change that waits for a reviewer while the pair answers."""
    pair = published(editor, reviewer)
    draft = editor.save_draft(replace(pair, summary=CHANGED), pair.version).pair
    return editor.submit(pair.id, draft.version).pair


def test_a_change_takes_the_place_of_what_answers_on_its_day(
    store: Store, editor: Editing, reviewer: Editing, scheduling: Scheduling
) -> None:
    waits = in_review(editor, reviewer)
    scheduling.put(waits.id, waits.version, NEW_YEAR, "新办法施行")
    (planned,) = scheduling.every().values()
    assert (planned.version, planned.on, planned.actor, planned.failed) == (
        waits.version,
        NEW_YEAR,
        "李审核",
        None,
    )
    assert publish_due(store, NEW_YEAR - timedelta(days=1)) == []
    assert store.pair(waits.id).summary != CHANGED
    assert publish_due(store, NEW_YEAR + timedelta(days=2)) == [
        planned
    ]  # the service stood still for two days
    now = store.pair(waits.id)
    assert (now.summary, now.state, now.reviewer) == (CHANGED, PairState.PUBLISHED, "李审核")
    assert publish_due(store, NEW_YEAR + timedelta(days=2)) == []
    assert scheduling.every() == {}
    assert [each.action for each in audit_entries(store, kind="pair")][:2] == ["publish", "schedule"]


def test_what_would_stop_publication_stops_the_decision(
    store: Store, editor: Editing, reviewer: Editing, scheduling: Scheduling
) -> None:
    waits = in_review(editor, reviewer)
    with pytest.raises(SamePerson):
        Scheduling(store, "王编辑", today=TODAY).put(waits.id, waits.version, NEW_YEAR)
    with pytest.raises(VersionConflict):
        scheduling.put(waits.id, waits.version - 1, NEW_YEAR)
    for day in (TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=367)):
        with pytest.raises(InputError, match="schedule_day"):
            scheduling.put(waits.id, waits.version, day)
    wrong = editor.save_draft(replace(waits, summary="自受理之日起45个工作日内办结。"), waits.version).pair
    submitted = editor.submit(waits.id, wrong.version).pair
    with pytest.raises(Misleading):
        scheduling.put(waits.id, submitted.version, NEW_YEAR)
    assert scheduling.every() == {}


def test_a_change_in_between_makes_it_void(
    store: Store, editor: Editing, reviewer: Editing, scheduling: Scheduling
) -> None:
    waits = in_review(editor, reviewer)
    scheduling.put(waits.id, waits.version, NEW_YEAR)
    editor.save_draft(replace(waits, summary="自受理之日起15个工作日内办结，也可以委托办理。"), waits.version)
    assert scheduling.every() == {}
    assert publish_due(store, NEW_YEAR) == []
    assert store.pair(waits.id).summary != CHANGED


def test_what_cannot_be_published_on_its_day_is_kept_with_its_reason(
    store: Store, editor: Editing, reviewer: Editing, scheduling: Scheduling
) -> None:
    waits = in_review(editor, reviewer)
    scheduling.put(waits.id, waits.version, NEW_YEAR)
    policy = store.policy("p-aid")
    (clause,) = policy.clauses
    changed = replace(clause, text=clause.text.replace("15个", "20个"))
    store.save_policy(replace(policy, clauses=(changed,)))
    (failed,) = publish_due(store, NEW_YEAR)
    assert failed.failed == "misleading"
    assert publish_due(store, NEW_YEAR) == []
    assert [each.failed for each in scheduling.every().values()] == ["misleading"]
    assert store.pair(waits.id).summary != CHANGED
    assert audit_entries(store, kind="pair", action="not_published")[0].detail == {"reason": "misleading"}


def test_it_can_be_called_off(
    store: Store, editor: Editing, reviewer: Editing, scheduling: Scheduling
) -> None:
    waits = in_review(editor, reviewer)
    scheduling.put(waits.id, waits.version, NEW_YEAR)
    scheduling.call_off(waits.id)
    assert publish_due(store, NEW_YEAR) == []
    with pytest.raises(ScheduleNotFound):
        scheduling.call_off(waits.id)
