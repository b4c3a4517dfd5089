"""`yihaoda retention` and `erase`."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.content.conversations import ConversationLog, ConversationNotFound
from policies.content.store import Store
from tests.policies.cli.test_commands import run


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.db'}"


def test_the_dry_run_counts_and_deletes_nothing(url: str) -> None:
    store = Store.open(url)
    made = ConversationLog(store.engine).start("web")
    shown = run("retention", "--dry-run", "--database", url)
    assert (shown.exit_code, "对话 0 个" in shown.output, "没有删除" in shown.output) == (0, True, True)
    assert "已删除" in run("retention", "--database", url).output
    assert ConversationLog(store.engine).get(made).id == made
    store.close()


def test_a_conversation_is_erased_by_its_identifier(url: str) -> None:
    store = Store.open(url)
    log = ConversationLog(store.engine)
    made = log.start("web")
    assert run("erase", made, "--database", url).exit_code == 0
    with pytest.raises(ConversationNotFound):
        log.get(made)
    again = run("erase", made, "--database", url)
    assert (again.exit_code, "没有编号为" in again.output) == (2, True)
    store.close()


def test_a_database_that_is_not_there_is_not_made(url: str) -> None:
    assert run("retention", "--database", url).exit_code == 2
    assert not Path(url.removeprefix("sqlite:///")).exists()
