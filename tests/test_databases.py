"""What tests get as an empty database is one: nothing of another test is left in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content.backup.saving import digests
from policies.content.engine import migration_of, open_engine
from policies.content.store import Store
from policies.content.tables import METADATA
from tests.databases import PostgresDatabase, laid_out
from tests.policies.content.samples import fill


def content(url: str) -> dict[str, tuple[int, str]]:
    """Return what each table holds, but for the store's identity."""
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE content_revision SET store_id = 'the same'"))
        found = digests(connection, METADATA.sorted_tables)
    engine.dispose()
    return found


def identity(url: str) -> str:
    store = Store.open(url)
    found = store.store_id()
    store.close()
    return found


def test_a_copied_database_is_as_a_new_one_with_an_identity_of_its_own(tmp_path: Path) -> None:
    one, other = laid_out(tmp_path / "one.db"), laid_out(tmp_path / "other.db")
    assert content(one) == content(f"sqlite:///{tmp_path / 'new.db'}")
    assert identity(laid_out(tmp_path / "third.db")) != identity(laid_out(tmp_path / "fourth.db"))
    assert content(other)["content_revision"][0] == 1


def test_a_database_handed_out_again_is_as_a_new_one(postgres: PostgresDatabase) -> None:
    url = postgres.bare()
    new = content(url)
    first = identity(postgres.laid_out())
    store = Store.open(url)
    fill(store)
    numbers = _last_numbers(store.engine)
    assert content(url) != new

    assert content(postgres.laid_out()) == new  # the store's connections are open still
    assert identity(postgres.laid_out()) != first
    again = Store.open(url)
    fill(again)
    assert _last_numbers(again.engine) == numbers
    with pytest.raises(sa.exc.DatabaseError, match="cannot be changed"), again.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit_entry"))
    again.close()
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE satisfaction",
        "ALTER TABLE term ADD COLUMN more text",
        "DROP TRIGGER audit_entry_stays ON audit_entry",
        "UPDATE alembic_version SET version_num = '0001'",
        "DROP TABLE alembic_version",
    ],
)
def test_a_database_whose_tables_a_test_changed_is_laid_out_anew(
    postgres: PostgresDatabase, change: str
) -> None:
    engine = open_engine(postgres.laid_out())
    layout, newest = _layout(engine), migration_of(engine)
    with engine.begin() as connection:
        connection.execute(sa.text(change))
    postgres.laid_out()
    assert (_layout(engine), migration_of(engine)) == (layout, newest)
    engine.dispose()


def test_a_bare_database_has_no_tables(postgres: PostgresDatabase) -> None:
    engine = sa.create_engine(postgres.laid_out())
    assert sa.inspect(engine).get_table_names() != []
    postgres.bare()
    assert sa.inspect(sa.create_engine(postgres.url)).get_table_names() == []
    engine.dispose()


def _last_numbers(engine: sa.Engine) -> dict[str, int | None]:
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT sequencename, last_value FROM pg_sequences"))
        return {row.sequencename: row.last_value for row in rows}


def _layout(engine: sa.Engine) -> list[tuple[str, ...]]:
    """Return the columns and triggers; a first connection may have been ended by the server."""
    engine.dispose()
    with engine.connect() as connection:
        columns = (
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        )
        triggers = "SELECT event_object_table, trigger_name FROM information_schema.triggers"
        rows = connection.execute(sa.text(f"{columns} UNION {triggers} ORDER BY 1, 2"))
        return [tuple(row) for row in rows]
