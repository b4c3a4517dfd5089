"""Days of keeping: the environment's, unless the site sets its own."""

from __future__ import annotations

import pytest

from policies.content.ending import Keeping
from policies.content.service.retaining import LIMITS, Retaining, days_in, keeping_of
from policies.content.service.settings import Kind, ServiceSettings
from policies.errors import InputError

CONFIGURED = Keeping(365, 365, 180, 180, 365, 30)


def test_every_kind_says_where_its_days_come_from(settings: ServiceSettings) -> None:
    retaining = Retaining(settings, CONFIGURED)
    retaining.save({"calls": 90, "contacts": 180}, "管理员", "按通知缩短")
    found = {each.name: (each.days, each.configured, each.is_own) for each in retaining.every()}
    assert found["calls"] == (90, 365, True)
    assert found["contacts"] == (180, 180, False)
    assert list(found) == list(LIMITS)
    assert retaining.proposed({"events": 7}) == Keeping(365, 90, 180, 180, 365, 7)
    retaining.take_back("calls", "管理员", "恢复")
    assert retaining.proposed({}) == CONFIGURED


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({"calls": 29}, "retention_days"),
        ({"calls": 0}, "retention_days"),
        ({"events": 366}, "retention_days"),
        ({"messages": 90}, "retention_kind"),
        ({"calls": 365}, "retention_same"),
    ],
)
def test_days_outside_the_bounds_are_refused_and_nothing_is_changed(
    settings: ServiceSettings, days: dict[str, int], reason: str
) -> None:
    retaining = Retaining(settings, CONFIGURED)
    with pytest.raises(InputError) as refused:
        retaining.save({"contacts": 180, **days}, "管理员", "试")
    assert refused.value.reason == reason
    assert settings.current() == []


def test_days_of_a_kind_that_is_not_known_any_more_are_left_out(settings: ServiceSettings) -> None:
    settings.save(Kind.RETENTION, "letters", 5, "旧版", "旧版的设置")
    assert keeping_of(CONFIGURED, days_in(settings.current())) == CONFIGURED
