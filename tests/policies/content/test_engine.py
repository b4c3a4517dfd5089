from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from policies.content.engine import open_engine
from policies.content.tables import METADATA
from policies.errors import StoreError


def test_the_migrations_lead_to_exactly_the_tables(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_opening_a_second_time_changes_nothing(database_url: str) -> None:
    open_engine(database_url).dispose()
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT number FROM content_revision")) == 0
    engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = '别人'", "DELETE FROM audit_entry"])
def test_an_audit_entry_can_be_neither_changed_nor_deleted(database_url: str, statement: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(
            sa.insert(METADATA.tables["audit_entry"]).values(
                at=datetime.now(UTC), actor="编辑甲", action="save", kind="pair", subject="q-1"
            )
        )
    with pytest.raises(sa.exc.DatabaseError, match="cannot be changed"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="9999"):
        open_engine(url)


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(StoreError, match=r"letter\.db"):
        open_engine(f"sqlite:///{path}")


def test_an_address_that_is_none_is_a_clear_error() -> None:
    with pytest.raises(StoreError, match="not a database address"):
        open_engine("不是地址")


def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'library.db'}")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
    engine.dispose()
