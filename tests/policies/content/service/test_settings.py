"""Settings have versions, reasons and audit entries."""

from __future__ import annotations

import pytest

from policies.content.audit import audit_entries
from policies.content.service.settings import (
    Kind,
    ServiceSettings,
    SettingConflict,
    SettingNotFound,
)
from policies.content.store import Store
from policies.errors import InputError


def test_a_change_keeps_what_was_and_says_who_and_why_in_the_audit_too(
    store: Store, settings: ServiceSettings
) -> None:
    settings.save(Kind.RETENTION, "calls", 90, "管理员", "按通知缩短")
    settings.save(Kind.RETENTION, "calls", 120, "管理员", "按复函延长", expected=1)
    assert [(each.version, each.value, each.why) for each in settings.history(Kind.RETENTION, "calls")] == [
        (2, 120, "按复函延长"),
        (1, 90, "按通知缩短"),
    ]
    assert [each.value for each in settings.current()] == [120]
    entry = audit_entries(store)[0]
    assert (entry.actor, entry.action, entry.kind, entry.subject) == ("管理员", "save", "retention", "calls")
    assert entry.detail == {"version": "2", "reason": "按复函延长"}


def test_a_version_that_was_overtaken_is_not_overwritten(settings: ServiceSettings) -> None:
    settings.save(Kind.RETENTION, "calls", 90, "甲", "缩短", expected=0)
    with pytest.raises(SettingConflict):
        settings.save(Kind.RETENTION, "calls", 60, "乙", "再缩短", expected=0)
    assert settings.current()[0].by == "甲"


def test_nothing_is_set_without_a_reason_and_of_several_all_or_none(
    store: Store, settings: ServiceSettings
) -> None:
    before = settings.stamp()
    with pytest.raises(InputError, match="note_missing"):
        settings.save_all(Kind.RETENTION, {"calls": 90, "contacts": 30}, "甲", "  ")
    assert (settings.stamp(), audit_entries(store)) == (before, [])
    settings.save_all(Kind.RETENTION, {"calls": 90, "contacts": 30}, "甲", "缩短")
    assert settings.stamp() == before + 2


def test_what_is_taken_back_is_as_delivered_and_its_history_stays(settings: ServiceSettings) -> None:
    settings.save(Kind.RETENTION, "calls", 90, "甲", "缩短")
    settings.take_back(Kind.RETENTION, "calls", "乙", "恢复")
    assert [(each.version, each.value) for each in settings.current()] == [(2, None)]
    with pytest.raises(SettingNotFound):
        settings.take_back(Kind.RETENTION, "calls", "乙", "再恢复")
