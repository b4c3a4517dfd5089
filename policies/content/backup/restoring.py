"""Reading a backup into an empty place, and proving that what is there now equals what was saved."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from policies.content.backup.archive import Manifest, lines, open_archive
from policies.content.backup.saving import digests
from policies.content.backup.values import row_of
from policies.content.engine import connect, known_migrations, migrate
from policies.errors import InputError, StoreError, UnreadableFile

Progress = Callable[[int, int], None]
BATCH = 500


def restore_backup(database_url: str, path: Path, progress: Progress | None = None) -> Manifest:
    """Put a backup into an empty database, all or nothing, and compare every table with the manifest.

    The layout of the tables is brought to the backup's, the rows are written, and then the layout is
    brought to the newest, so that backups of older programs can be restored.

    Args:
        database_url: an SQLAlchemy address of a database without content.
        path: the backup.
        progress: is told (rows done, rows in all).

    Raises:
        UnreadableFile: the file is no backup, damaged, or of a newer program.
        InputError: the database is not empty.
        StoreError: the database cannot be opened, or does not equal the backup; nothing is kept then.
    """
    with open_archive(path) as (archive, manifest):
        if manifest.migration not in known_migrations():
            raise UnreadableFile(path.name, "backup_too_new")
        engine = connect(database_url)
        try:
            _refuse_content(engine, database_url)
            migrate(engine, manifest.migration)
            _fill(engine, archive, manifest, progress)
            migrate(engine)
        finally:
            engine.dispose()
    return manifest


def _refuse_content(engine: sa.Engine, database_url: str) -> None:
    """Raise where anything but the marks of a new store is in the database."""
    where = sa.make_url(database_url).render_as_string()
    with engine.connect() as connection:
        there = sa.MetaData()
        there.reflect(connection)
        for table in there.tables.values():
            if table.name in ("alembic_version", "content_revision"):
                continue
            if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
                raise InputError(where, "restore_not_empty", table=table.name)


def _fill(engine: sa.Engine, archive: zipfile.ZipFile, manifest: Manifest, progress: Progress | None) -> None:
    total = sum(count for count, _ in manifest.tables.values())
    done = 0
    with engine.begin() as connection:
        layout = sa.MetaData()
        layout.reflect(connection, only=list(manifest.tables))
        tables = [layout.tables[name] for name in manifest.tables]
        connection.execute(sa.delete(layout.tables["content_revision"]))
        for table in tables:
            for rows in _batches(archive, table):
                connection.execute(sa.insert(table), rows)
                done += len(rows)
                if progress is not None:
                    progress(done, total)
        _count_on(connection, tables)
        written = digests(connection, tables)
        wrong = [name for name, saved in manifest.tables.items() if written[name] != saved]
        if wrong:
            raise StoreError(f"the restored tables differ from the backup: {', '.join(wrong)}")


def _batches(archive: zipfile.ZipFile, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    read = (row_of(line, table) for line in lines(archive, table.name))
    while batch := list(islice(read, BATCH)):
        yield batch


def _count_on(connection: sa.Connection, tables: list[sa.Table]) -> None:
    """Let PostgreSQL number new rows after the restored ones; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" in table.c and isinstance(table.c["id"].type, sa.Integer):
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            highest = sa.select(sa.func.max(table.c["id"])).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, highest)).where(highest.is_not(None)))
