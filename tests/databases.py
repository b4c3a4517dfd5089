"""Databases for tests: laid out, and filled, once a run; then copied (SQLite) or emptied again (PostgreSQL).

Laying them out takes a tenth of a second of the processor and many writes to the disk; dropping a database makes
PostgreSQL write everything it holds to the disk, for seconds. What tests get is the same: tables without content, under an
identity of their own.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from policies.content.engine import migrate
from policies.content.store import Store
from policies.content.tables import METADATA, REVISION
from policies.demo.load import load_demo

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
# What a layout is: its columns, indexes and triggers.
_LAYOUT = """
    SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
        SELECT attrelid::regclass || '.' || attname || ' ' || atttypid || ' ' || attnotnull AS part
          FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
         WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
        UNION ALL SELECT tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT version_num FROM alembic_version
    ) AS parts
"""


def laid_out(file: Path) -> str:
    """Make a SQLite database with all tables and no content; returns its address."""
    return _copied(_layout(), file)


def with_demo(file: Path) -> str:
    """Make a SQLite database with the demonstration library; returns its address."""
    return _copied(_demo(), file)


def _copied(database: bytes, file: Path) -> str:
    file.write_bytes(database)
    with closing(sqlite3.connect(file)) as copy, copy:
        copy.execute(
            f"UPDATE {REVISION.name} SET store_id = ?", (uuid.uuid4().hex,)
        )  # an identity of its own
    return f"sqlite:///{file}"


@cache
def _layout() -> bytes:
    return _made(lambda store: None)


@cache
def _demo() -> bytes:
    return _made(load_demo)


def _made(fill: Callable[[Store], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "library.db"
        store = Store.open(f"sqlite:///{file}")
        fill(store)
        store.close()  # the last connection that closes leaves everything in this one file
        return file.read_bytes()


class PostgresDatabase:
    """A database that one test after the other gets as if it were new.

    Attributes:
        url: its address.
    """

    def __init__(self, server: sa.Engine) -> None:
        """Make it.

        Raises:
            sqlalchemy.exc.OperationalError: no server answers.
        """
        self._server = server
        self._name = f"yihaoda_{uuid.uuid4().hex[:12]}"
        self._layout: str | None = None
        self._on_server(f"CREATE DATABASE {self._name}")
        # Nothing that tests write has to outlive a power cut; the server's other databases keep their care.
        self._on_server(f"ALTER DATABASE {self._name} SET synchronous_commit = off")
        address = sa.make_url(str(server.url)).set(database=self._name)
        self.url = address.render_as_string(hide_password=False)
        self._engine = sa.create_engine(self.url, poolclass=sa.NullPool)

    def bare(self) -> str:
        """Leave nothing in it, not even a table; returns its address."""
        self._end_others()
        with self._engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self.url

    def laid_out(self) -> str:
        """Leave all tables in it and no content; returns its address."""
        if self._layout is None or not self._emptied():
            self.bare()
            migrate(self._engine)
            with self._engine.connect() as connection:
                self._layout = connection.scalar(sa.text(_LAYOUT))
        return self.url

    def drop(self) -> None:
        """Make an end of it."""
        self._on_server(f"DROP DATABASE {self._name} WITH (FORCE)")

    def _emptied(self) -> bool:
        """Take the content out; False where a test has changed the layout."""
        self._end_others()
        with self._engine.begin() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return False
            if connection.scalar(sa.text(_LAYOUT)) != self._layout:
                return False
            connection.exec_driver_sql(
                "SET LOCAL session_replication_role = replica"
            )  # no triggers, no foreign keys
            connection.exec_driver_sql("; ".join(_emptying(connection)))
            connection.execute(sa.insert(REVISION).values(id=1, number=0, store_id=uuid.uuid4().hex))
        return True

    def _end_others(self) -> None:
        """End what a test left open."""
        self._on_server(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'"
        )

    def _on_server(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.exec_driver_sql(statement)


def _emptying(connection: sa.Connection) -> Iterator[str]:
    """Give the statements that take all content out and let numbers begin anew."""
    for table in METADATA.tables:
        yield f"DELETE FROM {table}"
    for sequence in sa.inspect(connection).get_sequence_names():
        yield f"SELECT setval('{sequence}', 1, false)"


class PostgresDatabases:
    """The databases of a run of tests: handed out, taken back, dropped in the end."""

    def __init__(self, server: str) -> None:
        self._server = sa.create_engine(
            server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3}
        )
        self._free: list[PostgresDatabase] = []

    @contextmanager
    def one(self) -> Iterator[PostgresDatabase]:
        """Hand out a database that nobody else has.

        Raises:
            sqlalchemy.exc.OperationalError: no server answers.
        """
        database = self._free.pop() if self._free else PostgresDatabase(self._server)
        try:
            yield database
        finally:
            self._free.append(database)

    def close(self) -> None:
        """Drop them all."""
        with ExitStack() as stack:
            stack.callback(self._server.dispose)
            for database in self._free:
                stack.callback(database.drop)
