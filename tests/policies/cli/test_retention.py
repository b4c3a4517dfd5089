"""`yihaoda retention` and `erase`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
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


def test_a_restored_backup_holds_neither_what_was_erased_since_nor_what_is_over_its_time(
    url: str, tmp_path: Path
) -> None:
    store = Store.open(url)
    log = ConversationLog(store.engine)
    erased, old, kept = (log.start("web", conversation_id=name) for name in ("c-1", "c-2", "c-3"))
    c = tables.CONVERSATION
    with store.engine.begin() as connection:
        long_ago = datetime.now(UTC) - timedelta(days=4000)
        connection.execute(sa.update(c).where(c.c.id == old).values(started_at=long_ago))
    store.close()
    backup = str(tmp_path / "备份.zip")
    assert "删除记录" not in run("backup", backup, "--database", url).output
    assert run("erase", erased, "--database", url).exit_code == 0
    assert "删除记录" in run("backup", str(tmp_path / "后来.zip"), "--database", url).output
    noted = str(tmp_path / "library.erasures.txt")
    again = f"sqlite:///{tmp_path / 'again.db'}"
    restored = run("restore", backup, "--erasures", noted, "--database", again)
    assert (restored.exit_code, "再次删除的对话：1 个" in restored.output) == (0, True)
    opened = Store.open(again)
    with opened.engine.connect() as connection:
        assert list(connection.scalars(sa.select(c.c.id))) == [kept]
    opened.close()
    unknown = f"sqlite:///{tmp_path / 'unknown.db'}"
    warned = run("restore", backup, "--database", unknown)
    assert (warned.exit_code, "没有找到删除记录" in warned.output) == (0, True)
    missing = run("restore", backup, "--erasures", f"{noted}.x", "--database", f"{unknown}.2")
    assert missing.exit_code == 2
