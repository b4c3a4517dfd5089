"""Opening the database: SQLite by default, PostgreSQL by its address, migrated to the newest revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
_WRITES = "begins_with_the_writers_lock"


def open_engine(database_url: str) -> sa.Engine:
    """Return an engine on a database whose tables are up to date.

    Args:
        database_url: an SQLAlchemy address; a SQLite file's folder is made where it is missing.

    Raises:
        StoreError: the address cannot be used, or the database is of a newer version than this program.
    """
    engine = connect(database_url)
    migrate(engine)
    return engine


def connect(database_url: str) -> sa.Engine:
    """Return an engine on a database as it is.

    Raises:
        StoreError: the address cannot be used.
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
    return engine


def migrate(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the tables up to a revision of the layout; two processes that try take turns.

    Raises:
        StoreError: the database cannot be opened, or has a revision that this program does not know.
    """
    url = engine.url
    wanted = _scripts().get_current_head() if revision == "head" else revision
    try:
        if migration_of(engine) == wanted:
            return
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            with FileLock(f"{url.database}.migrating"):
                _upgrade(engine, revision)
        else:
            _upgrade(engine, revision)
    except (sa.exc.DatabaseError, OSError) as error:
        detail = getattr(error, "orig", error)
        raise StoreError(f"the database at {url.render_as_string()} cannot be opened: {detail}") from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a transaction that reads before it writes.

    SQLite takes the writer's lock at its beginning, so that nobody writes in between; PostgreSQL locks the rows that
    are read `FOR UPDATE`.
    """
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


def migration_of(engine: sa.Engine) -> str | None:
    """Return the revision of a database's layout; None where it has no tables yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known_migrations() -> frozenset[str]:
    """Return all revisions of the layout that this program knows."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


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
    is_writing = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _upgrade(engine: sa.Engine, revision: str) -> None:
    current = migration_of(engine)
    if current is not None and current not in known_migrations():
        raise StoreError(f"the database has revision {current}, which this program does not know: update it")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(12345)"))
        command.upgrade(config, revision)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
