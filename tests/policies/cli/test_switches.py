"""`yihaoda switch`."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.content.audit import audit_entries
from policies.content.service.settings import ServiceSettings
from policies.content.service.switches import Reach, Switches
from policies.content.store import Store
from tests.databases import laid_out
from tests.policies.cli.test_commands import run


@pytest.fixture
def url(tmp_path: Path) -> str:
    return laid_out(tmp_path / "library.db")


def test_all_is_switched_off_listed_and_on_again(url: str) -> None:
    made = run("switch", "off", "--reason", "正在核对", "--until", "2099-01-01 09:00", "--database", url)
    assert made.exit_code == 0, made.output
    store = Store.open(url)
    (switch,) = Switches(ServiceSettings(store.engine), store).now()
    assert (switch.reach, switch.why, switch.by) == (Reach.ALL, "正在核对", "cli")
    listed = run("switch", "list", "--database", url).output
    assert switch.id in listed
    assert "2099-01-01 09:00" in listed
    assert run("switch", "on", switch.id, "--reason", "已改", "--database", url).exit_code == 0
    assert Switches(ServiceSettings(store.engine), store).now() == ()
    assert audit_entries(store)[0].detail["reason"] == "已改"
    assert "没有停用" in run("switch", "list", "--database", url).output
    store.close()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("off", "--pair", "q-none", "--reason", "核对"), "q-none"),
        (("off", "--pair", "q-1", "--matter", "养老", "--reason", "核对"), "一次只能停用一个"),
        (("off", "--until", "明天", "--reason", "核对"), "看不懂"),
        (("off", "--reason", " "), "请写明原因"),
        (("on", "none", "--reason", "核对"), "没有这个编号"),
    ],
)
def test_what_cannot_be_switched_is_told_with_what_to_do(url: str, told: tuple[str, ...], said: str) -> None:
    found = run("switch", *told, "--database", url)
    assert (found.exit_code, said in found.output) == (2, True), found.output


def test_there_is_no_switching_without_a_reason_or_a_database(url: str, tmp_path: Path) -> None:
    assert run("switch", "off", "--database", url).exit_code == 2
    missing = tmp_path / "none.db"
    assert run("switch", "off", "--reason", "核对", "--database", str(missing)).exit_code == 2
    assert not missing.exists()
