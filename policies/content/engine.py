"""Opening the database: SQLite by default, PostgreSQL by its address, migrated to the newest revision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy.engine import make_url

from policies.errors import StoreError

MIGRATIONS = Path(__file__).with_name("migrations")
BUSY_TIMEOUT_MS = 15_000


def open_engine(database_url: str) -> sa.Engine:
    """Return an engine on a database whose tables are up to date.

    Args:
        database_url: an SQLAlchemy address; a SQLite file's folder is made where it is missing.

    Raises:
        StoreError: the address cannot be used, or the database is of a newer version than this program.
    """
    url = _address(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    try:
        if is_sqlite and url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(url, pool_pre_ping=not is_sqlite, hide_parameters=True)
    except (OSError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(f"{url.render_as_string()} cannot be used: {error}") from error
    if is_sqlite:
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    _migrate(engine, url)
    return engine


def _address(database_url: str) -> sa.URL:
    try:
        url = make_url(database_url)
    except sa.exc.ArgumentError:  # its message would repeat the address, a password perhaps in it
        raise StoreError(
            "not a database address (sqlite:///file or postgresql://user@host/database)"
        ) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy begins them, not before a write
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _migrate(engine: sa.Engine, url: sa.URL) -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    try:
        if _current(engine) == scripts.get_current_head():
            return
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            with FileLock(f"{url.database}.migrating"):
                _upgrade(engine, scripts)
        else:
            _upgrade(engine, scripts)
    except (sa.exc.DatabaseError, OSError) as error:
        detail = getattr(error, "orig", error)
        raise StoreError(f"the database at {url.render_as_string()} cannot be opened: {detail}") from error


def _upgrade(engine: sa.Engine, scripts: ScriptDirectory) -> None:
    current = _current(engine)
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(f"the database has revision {current}, which this program does not know: update it")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(12345)"))
        command.upgrade(config, "head")


def _current(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
