"""Which model answers: told by the store, followed by the folder, changed for a reason where it gets worse."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest
import sqlalchemy as sa

from policies.assistant import registry as registry_module
from policies.assistant.model import KEPT, ModelNotFound
from policies.assistant.registry import Registry
from policies.content.audit import audit_entries
from policies.content.store import Store
from policies.errors import InputError
from tests.policies.assistant.conftest import Make, figures


def test_the_first_model_is_activated_without_a_reason(registry: Registry, made: Make) -> None:
    model = made(1)
    registry.activate(model.id, "管理员")
    assert registry.active() == model
    assert registry.folder.pointed_at() == model.id


def test_one_that_is_no_worse_takes_its_place_and_the_audit_names_both(
    registry: Registry, store: Store, made: Make
) -> None:
    old, new = made(1, figures(0.87, 0.95)), made(2, figures(0.865, 0.95))
    registry.activate(old.id, "管理员")
    registry.activate(new.id, "管理员")
    assert registry.active() == new
    entry = audit_entries(store, kind="assistant", limit=1)[0]
    assert (entry.action, entry.subject, entry.detail["before"]) == ("activate", new.id, old.id)


@pytest.mark.parametrize(
    ("macro", "emergency", "on", "reason"),
    [
        (0.95, 0.949, "same", "model_emergency_fell"),
        (0.859, 0.95, "same", "model_worse"),
        (0.95, 0.99, "other", "model_unmeasured"),
    ],
)
def test_one_that_is_worse_or_was_not_compared_needs_a_reason(
    registry: Registry, made: Make, macro: float, emergency: float, on: str, reason: str
) -> None:
    old, new = made(1, figures(0.87, 0.95)), made(2, figures(macro, emergency), on)
    registry.activate(old.id, "管理员")
    with pytest.raises(InputError) as refused:
        registry.activate(new.id, "管理员", "  ")
    assert refused.value.reason == reason
    assert registry.active() == old
    assert registry.folder.pointed_at() == old.id
    registry.activate(new.id, "管理员", "现网验证过，先用这个")
    assert registry.active() == new


def test_one_goes_back_to_a_model_that_answered_and_says_why(registry: Registry, made: Make) -> None:
    first, second, never = made(1), made(2), made(3)
    registry.activate(first.id, "管理员")
    registry.activate(second.id, "管理员", "试用")
    with pytest.raises(InputError, match="roll_back_reason"):
        registry.roll_back(first.id, "管理员", "")
    with pytest.raises(InputError, match="model_never_active"):
        registry.roll_back(never.id, "管理员", "想试试")
    registry.roll_back(first.id, "管理员", "答非所问")
    assert registry.active() == first
    assert [each.reason for each in registry.activations()] == ["答非所问", "试用", ""]


def test_what_is_not_there_or_answers_already_is_not_activated(registry: Registry, made: Make) -> None:
    model, gone = made(1), made(2)
    registry.activate(model.id, "管理员")
    registry.folder.drop(gone.id)
    for name, reason in ((model.id, "model_is_active"), (gone.id, "model_file_gone")):
        with pytest.raises(InputError, match=reason):
            registry.activate(name, "管理员", "原因")
    with pytest.raises(ModelNotFound):
        registry.activate("assistant-none", "管理员", "原因")


def test_the_active_model_and_the_newest_are_kept(registry: Registry, made: Make) -> None:
    first = made(1)
    registry.activate(first.id, "管理员")
    later = [made(number) for number in range(2, 9)]
    kept = [each.id for each in registry.every()]
    assert len(kept) == KEPT
    assert kept == [*(each.id for each in reversed(later[-(KEPT - 1) :])), first.id]
    assert registry.folder.has(first.id)
    assert not registry.folder.has(later[0].id)
    assert not registry.folder.inputs(later[0].id).exists()


def test_the_pointer_is_made_good_after_a_step_that_was_cut_off(registry: Registry, made: Make) -> None:
    first, second = made(1), made(2)
    registry.activate(first.id, "管理员")
    registry.activate(second.id, "管理员", "试用")
    (registry.folder.path / "active").write_text(first.id, encoding="utf-8")
    registry.point()
    assert registry.folder.pointed_at() == second.id


def test_of_two_who_activate_at_one_moment_one_is_told_of_the_other(registry: Registry, made: Make) -> None:
    made(1)
    registry.activate("assistant-1", "管理员")
    names = [made(number).id for number in (2, 3, 4, 5)]

    def activate(name: str) -> str:
        try:
            registry.activate(name, "管理员", "试用")
        except InputError as error:
            return error.reason
        return "done"

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(activate, names))
    assert set(said) <= {"done", "model_active_changed"}
    active = registry.active()
    assert active is not None
    assert registry.activations()[0].model_id == active.id
    assert said.count("done") == len(registry.activations()) - 1


def test_trained_anew_without_being_measured_a_model_keeps_its_figures(
    registry: Registry, made: Make
) -> None:
    made(1, figures(0.87, 0.95))
    again = made(1)
    assert again.figures is not None
    assert again.evaluated_on == "same"


def test_another_process_that_writes_meanwhile_does_not_stop_a_model_from_being_kept(
    registry: Registry, store: Store, made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that reads before it writes fails in SQLite once somebody wrote in between."""
    reads = registry_module._active

    def read_and_disturbed(connection: sa.Connection) -> str | None:
        found = reads(connection)
        if connection.dialect.name == "sqlite":
            other = sqlite3.connect(str(store.engine.url.database), timeout=0)
            with (
                closing(other),
                suppress(sqlite3.OperationalError),
            ):  # kept out, where the writer's lock is held
                other.execute("CREATE TABLE disturbed (a)")
        return found

    monkeypatch.setattr(registry_module, "_active", read_and_disturbed)
    assert made(1) == registry.every()[0]
