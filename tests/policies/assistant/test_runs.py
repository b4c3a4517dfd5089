"""What the trainer is asked for: in a row, one at a time, and what a dead trainer left is noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from policies.assistant.model import Kind, RunNotFound, State
from policies.assistant.runs import LONGEST_LOG, TRAINER, Runs
from policies.content.audit import audit_entries
from policies.content.lease import Leases
from policies.content.store import Store
from policies.errors import InputError

NOW = datetime.now(UTC)


@pytest.fixture
def runs(store: Store) -> Runs:
    return Runs(store.engine)


def test_what_was_asked_for_first_is_done_first(runs: Runs, store: Store) -> None:
    first, second = runs.ask(Kind.TRAIN, "管理员"), runs.ask(Kind.CHECK, "管理员")
    assert [each.id for each in runs.under_way()] == [first.id, second.id]
    taken = runs.take("me")
    assert taken is not None
    assert (taken.id, taken.state, taken.holder) == (first.id, State.RUNNING, "me")
    assert {each.action for each in audit_entries(store, kind="assistant")} == {"train", "check"}


def test_the_same_is_not_asked_for_twice(runs: Runs) -> None:
    runs.ask(Kind.TRAIN, "管理员")
    with pytest.raises(InputError, match="run_under_way"):
        runs.ask(Kind.TRAIN, "管理员")
    with pytest.raises(InputError, match="folds"):
        runs.ask(Kind.CHECK, "管理员", folds=4)


def test_what_waits_is_taken_out_and_what_is_done_is_told_to_end(runs: Runs) -> None:
    waiting = runs.ask(Kind.CHECK, "管理员")
    runs.cancel(waiting.id, "管理员")
    assert runs.get(waiting.id).state is State.CANCELLED
    assert runs.take("me") is None
    running = runs.ask(Kind.TRAIN, "管理员")
    runs.take("me")
    assert runs.tell(running.id, "train", 1, 2, "a line")
    runs.cancel(running.id, "管理员")
    assert not runs.tell(running.id, "train", 1, 2, "a line")
    runs.end(running.id, State.CANCELLED)
    runs.cancel(running.id, "管理员")
    assert runs.get(running.id).state is State.CANCELLED
    with pytest.raises(RunNotFound):
        runs.cancel("run-none", "管理员")


def test_how_far_it_is_survives_a_reload_and_the_log_keeps_its_end(runs: Runs, store: Store) -> None:
    run = runs.ask(Kind.TRAIN, "管理员")
    runs.take("me")
    runs.tell(run.id, "measure", 2, 3, "x" * LONGEST_LOG + "the end")
    seen = Runs(store.engine).get(run.id)
    assert (seen.phase, seen.done, seen.total) == ("measure", 2, 3)
    assert len(seen.log) == LONGEST_LOG
    assert seen.log.endswith("the end")


def test_a_dead_trainers_run_is_lost_and_a_living_ones_is_not(store: Store) -> None:
    now = NOW
    runs = Runs(store.engine, lambda: now)
    run = runs.ask(Kind.TRAIN, "管理员")
    assert Leases(store.engine, "me", lambda: NOW).hold(TRAINER, timedelta(seconds=20))
    runs.take("me")
    runs.settle()
    assert runs.get(run.id).state is State.RUNNING
    assert runs.has_trainer()
    now = NOW + timedelta(seconds=21)
    runs.settle()
    assert runs.get(run.id).state is State.LOST
    assert not runs.has_trainer()
    runs.ask(Kind.TRAIN, "管理员")


def test_what_another_trainer_left_is_lost_though_one_lives(store: Store, runs: Runs) -> None:
    run = runs.ask(Kind.TRAIN, "管理员")
    runs.take("the dead one")
    assert Leases(store.engine, "the new one").hold(TRAINER, timedelta(seconds=20))
    runs.settle()
    assert runs.get(run.id).state is State.LOST


def test_the_time_to_expect_is_that_of_the_last_one_that_trained(store: Store) -> None:
    now = NOW
    runs = Runs(store.engine, lambda: now)
    run = runs.ask(Kind.TRAIN, "管理员")
    assert runs.expected(run) is None
    runs.take("me")
    now += timedelta(seconds=90)
    runs.end(run.id, State.DONE)
    again = runs.ask(Kind.TRAIN, "管理员")
    runs.take("me")
    now += timedelta(seconds=5)
    runs.end(again.id, State.DONE, result={"unchanged": True})
    last = runs.ask(Kind.TRAIN, "管理员")
    assert runs.expected(last) == timedelta(seconds=90)
