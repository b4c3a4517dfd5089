"""The assistant's models in the console: trained for real, compared, activated, taken back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from policies.assistant.doing import described
from policies.assistant.folder import ModelFolder
from policies.assistant.model import State
from policies.assistant.registry import Registry
from policies.assistant.runs import Runs
from policies.content.audit import audit_entries
from policies.content.model import Facet, PairState, QaPair
from policies.settings import ROOT
from tests.admin.conftest import As
from tests.desk.site import DeskSite
from tests.e2e.service import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1500)]
TRAINED_MS = 1_200_000
DIGESTS = {"recipe": "as-it-was", "data": "as-it-was"}


@pytest.fixture
def registry(desk_site: DeskSite) -> Registry:
    return Registry(desk_site.library.store.engine, ModelFolder(var_of(desk_site) / "model"))


@pytest.fixture
def trainer(desk_site: DeskSite) -> Iterator[Runs]:
    """The trainer beside the site, as the supervisor starts it."""
    engine = desk_site.library.store.engine
    environment = {
        **os.environ,
        "YIHAODA_DATABASE_URL": engine.url.render_as_string(),
        "YIHAODA_VAR_DIR": str(var_of(desk_site)),
    }
    command = [sys.executable, "-m", "policies.assistant.trainer"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        runs = Runs(engine)
        until(runs.has_trainer, 120, "the trainer")
        yield runs
        process.terminate()
        process.wait(60)


def var_of(site: DeskSite) -> Path:
    return Path(str(site.library.store.engine.url.database)).parent / "var"


def row_of(tab: Page, name: str) -> Locator:
    """Return a model's row in the list; what was activated when stands in another one."""
    return tab.locator("#models .wide").first.locator("tr", has_text=name)


def test_a_model_is_trained_compared_activated_and_taken_back(
    as_person: As, desk_site: DeskSite, model: Path, registry: Registry, trainer: Runs
) -> None:
    first = registry.folder.adopt(model)
    registry.register(described(registry, first, DIGESTS, "make run"))
    registry.activate(first, "make run", by_itself=True)
    with desk_site.library.store.writing() as write:
        write.pair(
            QaPair(
                id="q-learned",
                question="屋顶种菜的补贴标准是多少",
                summary="每平方米补贴二十元。",
                facet=Facet.AMOUNT,
                region="示范市",
                reviewed_on=datetime.now(UTC).date(),
                state=PairState.PUBLISHED,
            )
        )
    tab = as_person("guanli", "/admin/bot")
    expect(tab.locator("#answering")).to_contain_text(first)
    expect(tab.locator("#answering .badge")).to_contain_text("没有连上")
    tab.get_by_label("测评细致程度").select_option("2")
    tab.get_by_role("button", name="开始训练").click()
    expect(tab.locator("#run progress")).to_be_visible()
    tab.reload()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#run progress")).to_be_visible()
    expect(tab.locator("#run .bot-last")).to_contain_text("已完成", timeout=TRAINED_MS)
    new = trainer.newest(1)[0].model_id
    assert new is not None
    assert new != first
    expect(tab.locator("#models .wide").first.locator("tbody tr")).to_have_count(2)
    tab.get_by_role("link", name="查看对比").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#compared")).to_contain_text("紧急情况召回率")
    expect(tab.locator(".chart svg").first).to_be_visible()
    found = registry.compared(new)
    assert found.old is not None
    assert found.new is not None
    assert min(found.new.macro_f1, found.old.macro_f1) > 0.7
    tab.goto(f"{desk_site.address}/admin/bot")
    tab.wait_for_selector("html[data-ready]")
    row_of(tab, new).get_by_role("button", name="启用").click()
    tab.locator("dialog[open] textarea[name=reason]").fill("学了新发布的问题")
    tab.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(row_of(tab, new)).to_contain_text("在用")
    assert registry.folder.pointed_at() == new
    row_of(tab, first).get_by_role("button", name="换回").click()
    tab.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(tab.locator("dialog[open]")).to_be_visible()  # a reason must be written
    tab.locator("dialog[open] textarea[name=reason]").fill("先用原来的")
    tab.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(row_of(tab, first)).to_contain_text("在用")
    assert registry.folder.pointed_at() == first
    actions = [each.action for each in audit_entries(desk_site.library.store, kind="assistant", limit=3)]
    assert actions == ["roll_back", "activate", "train"]


def test_what_is_being_done_can_be_stopped_and_says_so(
    as_person: As, bot_python: Path, trainer: Runs
) -> None:
    assert bot_python.exists()
    tab = as_person("guanli", "/admin/bot/data")
    tab.get_by_role("button", name="现在检查").click()
    expect(tab.locator("#run [role=status]")).to_be_visible()
    run = trainer.under_way()[0]
    until(lambda: trainer.get(run.id).state is State.RUNNING, 120, "the check taken up")
    tab.evaluate("location.assign('/admin/bot')")
    tab.wait_for_selector("html[data-ready]")
    tab.get_by_role("button", name="停止").click()
    until(lambda: trainer.get(run.id).state is State.CANCELLED, 120, "the check stopped")
    expect(tab.locator("#run .bot-last")).to_contain_text("已取消")


def test_an_auditor_looks_and_changes_nothing(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("shenji", "/admin/bot")
    expect(tab.get_by_role("heading", name="保留的模型")).to_be_visible()
    assert tab.locator("#main button:not([data-close]):visible").count() == 0
    for name in ("bot_train", "bot_activate", "bot_roll_back", "bot_cancel"):
        tab.evaluate(
            "name => { document.querySelector('#said p').textContent = ''; emitEvent(name, {}); }", name
        )
        expect(tab.locator("#said p")).to_contain_text("您的角色不能做这件事")
    assert Runs(desk_site.library.store.engine).under_way() == []
