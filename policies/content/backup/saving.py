"""Writing a backup: one snapshot of every table."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from policies.content.backup.archive import Manifest, member, new_archive, write_manifest
from policies.content.backup.values import Digest, line_of
from policies.content.engine import migration_of
from policies.content.reading import snapshot
from policies.content.tables import METADATA

Progress = Callable[[int, int], None]
BATCH = 1_000


def save_backup(engine: sa.Engine, path: Path, progress: Progress | None = None) -> Manifest:
    """Write the whole store into `path`, which appears only when it is complete.

    The service may go on meanwhile: everything is read in one snapshot.

    Args:
        engine: the store's database.
        path: the file; one that is there is replaced at the end.
        progress: is told (rows done, rows in all).

    Raises:
        UnreadableFile: the file cannot be written.
    """
    with snapshot(engine) as connection, new_archive(path) as archive:
        total = sum(_count(connection, table) for table in METADATA.sorted_tables)
        done = 0
        tables: dict[str, tuple[int, str]] = {}
        for table in METADATA.sorted_tables:
            digest = _save_table(connection, archive, table, partial(_tell, progress, total, done))
            done += digest.count
            tables[table.name] = (digest.count, digest.text)
        manifest = Manifest(datetime.now(UTC).isoformat(), migration_of(engine) or "", tables)
        write_manifest(archive, manifest)
    return manifest


def digests(connection: sa.Connection, tables: list[sa.Table]) -> dict[str, tuple[int, str]]:
    """Return number and digest of the rows of every table."""
    found = {}
    for table in tables:
        digest = Digest()
        for row in connection.execute(sa.select(table)).mappings():
            digest.add(line_of(dict(row)))
        found[table.name] = (digest.count, digest.text)
    return found


def _save_table(
    connection: sa.Connection, archive: zipfile.ZipFile, table: sa.Table, told: Callable[[int], None]
) -> Digest:
    digest = Digest()
    query = sa.select(table).order_by(*table.primary_key.columns)
    rows = connection.execution_options(yield_per=BATCH).execute(query)
    with archive.open(member(table.name), "w", force_zip64=True) as stream:
        for batch in rows.mappings().partitions(BATCH):
            lines = [line_of(dict(row)) for row in batch]
            for line in lines:
                digest.add(line)
            stream.write("".join(f"{line}\n" for line in lines).encode())
            told(digest.count)
    return digest


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def _tell(progress: Progress | None, total: int, before: int, rows: int) -> None:
    if progress is not None:
        progress(before + rows, total)
