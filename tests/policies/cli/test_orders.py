"""`yihaoda orders`."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from policies.content.orders.work_orders import By
from policies.content.store import Store
from tests.databases import laid_out
from tests.policies.cli.test_commands import run
from tests.policies.content.orders.samples import ROADS, fill, orders_of, wanted


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A library with two orders, one of them assigned."""
    address = laid_out(tmp_path / "library.db")
    store = Store.open(address)
    fill(store)
    orders = orders_of(store)
    first = orders.create(wanted(summary="=1+1"), "k-1", "坐席甲")
    orders.create(wanted("client-0000-0002", summary="路灯不亮"), "k-1", "坐席甲")
    orders.assign(first.number, By("坐席甲"), ROADS, None)
    store.close()
    return address


def test_orders_are_listed_newest_first_and_filtered(url: str) -> None:
    shown = run("orders", "list", "--database", url)
    assert shown.exit_code == 0
    assert shown.output.index("0002") < shown.output.index("0001")
    assigned = run("orders", "list", "--status", "assigned", "--database", url).output
    assert "0001" in assigned
    assert "0002" not in assigned


def test_what_is_overdue_goes_by_the_day_in_china(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, listed in ((date(2026, 12, 4), False), (date(2026, 12, 5), True)):
        monkeypatch.setattr("policies.clock.today", lambda day=day: day)
        assert ("0001" in run("orders", "list", "--overdue", "--database", url).output) is listed


def test_orders_are_exported_without_whom_to_call_back(url: str, tmp_path: Path) -> None:
    for name in ("工单.csv", "工单.json"):
        assert run("orders", "export", str(tmp_path / name), "--database", url).exit_code == 0
    with (tmp_path / "工单.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["标题"] for row in rows] == ["路灯不亮", "'=1+1"]
    told = json.loads((tmp_path / "工单.json").read_text(encoding="utf-8"))
    assert [each["number"][-4:] for each in told] == ["0002", "0001"]
    assert "13800138000" not in (tmp_path / "工单.json").read_text(encoding="utf-8")


def test_what_cannot_be_written_is_said(url: str, tmp_path: Path) -> None:
    kind = run("orders", "export", str(tmp_path / "工单.doc"), "--database", url)
    assert (kind.exit_code, "不支持" in kind.output) == (2, True)
    nowhere = run("orders", "export", str(tmp_path / "没有" / "工单.csv"), "--database", url)
    assert (nowhere.exit_code, "无法写入" in nowhere.output.replace("\n", "")) == (2, True)
