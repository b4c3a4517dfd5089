"""Announcements: where, when, how grave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policies.content.service.banners import CALLS, MOST_AT_ONCE, OWN, Banners, Draft, Level, shown
from policies.content.service.settings import ServiceSettings, SettingNotFound
from policies.errors import InputError

NOW = datetime.now(UTC)
STORM = Draft("台风红色预警，政务大厅今天停止对外服务，紧急求助请拨打110。", Level.URGENT)


def test_an_announcement_is_shown_in_its_places_and_in_its_time(settings: ServiceSettings) -> None:
    banners = Banners(settings)
    draft = replace(
        STORM, since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=2), places=(OWN, "portal")
    )
    made = banners.save(draft, ["portal"], "管理员", "台风")
    within = NOW + timedelta(minutes=90)
    assert shown(banners.every(), within, "portal") == (made,)
    assert shown(banners.every(), within, CALLS) == ()
    assert shown(banners.every(), NOW, OWN) == ()
    assert shown(banners.every(), NOW + timedelta(hours=2), OWN) == ()


def test_the_gravest_comes_first_and_one_without_places_is_everywhere(settings: ServiceSettings) -> None:
    banners = Banners(settings)
    banners.save(Draft("窗口午间不休息。", Level.INFO), [], "管理员", "通知")
    banners.save(STORM, [], "管理员", "台风")
    for place in (OWN, CALLS, "portal"):
        assert [each.level for each in shown(banners.every(), NOW, place)] == [Level.URGENT, Level.INFO]


def test_a_caller_hears_numbers_digit_by_digit_and_no_brackets(settings: ServiceSettings) -> None:
    made = Banners(settings).save(Draft("停电（云川区），请拨打12345。"), [], "管理员", "停电")
    assert made.said == "停电，云川区，请拨打幺二三四五。"


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft("  "), "banner_empty"),
        (Draft("长" * 201), "banner_long"),
        (Draft("长" * 81), "banner_spoken"),
        (replace(STORM, until=NOW - timedelta(hours=1)), "banner_until"),
        (replace(STORM, since=NOW + timedelta(hours=2), until=NOW + timedelta(hours=1)), "banner_until"),
        (replace(STORM, places=("nowhere",)), "banner_place"),
    ],
)
def test_what_cannot_be_shown_or_heard_is_refused(
    settings: ServiceSettings, draft: Draft, reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        Banners(settings).save(draft, ["portal"], "管理员", "试")
    assert refused.value.reason == reason


def test_there_are_not_too_many_at_once(settings: ServiceSettings) -> None:
    banners = Banners(settings)
    first = banners.save(STORM, [], "管理员", "台风")
    for _ in range(MOST_AT_ONCE - 1):
        banners.save(STORM, [], "管理员", "台风")
    with pytest.raises(InputError, match="banner_many"):
        banners.save(STORM, [], "管理员", "台风")
    banners.save(replace(STORM, text="解除预警。"), [], "管理员", "解除", first.id, first.version)
    banners.take_away(first.id, "管理员", "结束")
    assert len(banners.every()) == MOST_AT_ONCE - 1
    with pytest.raises(SettingNotFound):
        banners.take_away("none", "管理员", "结束")
