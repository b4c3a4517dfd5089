"""What is switched off, and that it names something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from policies.content.model import Department, PairState, Policy, QaPair
from policies.content.service.settings import ServiceSettings, SettingNotFound
from policies.content.service.switches import Reach, Switches, is_within
from policies.content.store import Store
from policies.errors import InputError


@pytest.fixture
def switches(store: Store, settings: ServiceSettings) -> Switches:
    with store.writing() as write:
        write.department(Department("示范市民政局", aliases=("市民政局",)))
        write.policy(Policy("高龄津贴办法", (), id="p-1", doc_number="示民规〔2026〕1号"))
        write.pair(
            QaPair(
                id="q-1",
                question="高龄津贴多少钱",
                summary="一百元。",
                category="养老/高龄津贴",
                state=PairState.PUBLISHED,
            )
        )
    return Switches(settings, store)


@pytest.mark.parametrize(
    ("reach", "told", "target", "title"),
    [
        (Reach.ALL, "", "", ""),
        (Reach.DEPARTMENT, "市民政局", "示范市民政局", "示范市民政局"),
        (Reach.MATTER, "养老/", "养老", "养老"),
        (Reach.DOCUMENT, "示民规〔2026〕1号", "p-1", "《高龄津贴办法》"),
        (Reach.PAIR, "q-1", "q-1", "高龄津贴多少钱"),
    ],
)
def test_a_switch_knows_what_it_turns_off(
    switches: Switches, reach: Reach, told: str, target: str, title: str
) -> None:
    made = switches.off(reach, told, None, "管理员", "答复有误")
    assert (made.target, made.title, made.why) == (target, title, "答复有误")
    assert switches.now() == (made,)
    with pytest.raises(InputError, match="switch_twice"):
        switches.off(reach, told, None, "管理员", "再停一次")
    switches.on(made.id, "管理员", "已改正")
    assert switches.now() == ()


@pytest.mark.parametrize(
    ("reach", "told", "reason"),
    [
        (Reach.DEPARTMENT, "没有的局", "department_unknown"),
        (Reach.MATTER, "没有的事", "switch_matter"),
        (Reach.MATTER, "/", "switch_matter"),
        (Reach.DOCUMENT, "p-none", "switch_document"),
        (Reach.PAIR, "q-none", "switch_pair"),
    ],
)
def test_what_names_nothing_is_refused(switches: Switches, reach: Reach, told: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        switches.off(reach, told, None, "管理员", "答复有误")
    assert refused.value.reason == reason


def test_a_switch_needs_a_reason_and_an_end_that_is_to_come(switches: Switches) -> None:
    with pytest.raises(InputError, match="note_missing"):
        switches.off(Reach.ALL, "", None, "管理员", " ")
    with pytest.raises(InputError, match="switch_until"):
        switches.off(Reach.ALL, "", datetime.now(UTC) - timedelta(minutes=1), "管理员", "核对")


def test_a_switch_ends_by_itself(switches: Switches) -> None:
    made = switches.off(Reach.ALL, "", datetime.now(UTC) + timedelta(hours=1), "管理员", "核对")
    assert made.holds_at(datetime.now(UTC))
    assert not made.holds_at(datetime.now(UTC) + timedelta(hours=1))


def test_what_is_on_is_not_switched_on(switches: Switches) -> None:
    with pytest.raises(SettingNotFound):
        switches.on("none", "管理员", "恢复")


def test_a_matter_holds_what_lies_below_it_and_nothing_that_only_begins_alike() -> None:
    assert is_within("养老/高龄津贴", "养老")
    assert is_within("养老", "养老")
    assert not is_within("养老服务/助餐", "养老")
    assert not is_within(None, "养老")
