"""The file of a backup: a zip of one JSON-lines file for each table, and a manifest that proves it whole."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from policies.errors import UnreadableFile

KIND = "yihaoda-backup"
FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: when, in UTC.
        migration: the revision of the tables' layout.
        tables: by table in the order of restoring: [number of rows, digest of all rows].
    """

    made_at: str
    migration: str
    tables: dict[str, tuple[int, str]]
    kind: str = KIND
    format: int = FORMAT


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give a zip that takes its place under `path` only when it is complete and on the disk.

    Raises:
        UnreadableFile: the folder cannot be written to.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                yield archive
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as error:
        raise UnreadableFile(str(path), "backup_not_writable", detail=error.strerror or "") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Give a backup's zip and manifest.

    Raises:
        UnreadableFile: the file is missing, damaged, no backup, or made by a newer program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                raise UnreadableFile(path.name, "backup_damaged", part=damaged)
            yield archive, _manifest(path, archive)
    except FileNotFoundError as error:
        raise UnreadableFile(path.name, "missing_file") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(path.name, "not_a_backup") from error


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Put the manifest into a new archive; it comes last."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def lines(archive: zipfile.ZipFile, table: str) -> Iterator[str]:
    """Give the lines of a table."""
    with archive.open(member(table)) as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8", newline="\n"):
            yield line.rstrip("\n")


def member(table: str) -> str:
    """Return the name of a table's file in the zip."""
    return f"tables/{table}.jsonl"


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        read = json.loads(archive.read(MANIFEST))
        tables = {name: (int(count), str(digest)) for name, (count, digest) in read.pop("tables").items()}
        manifest = Manifest(tables=tables, **read)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableFile(path.name, "not_a_backup") from error
    if manifest.kind != KIND:
        raise UnreadableFile(path.name, "not_a_backup")
    if manifest.format > FORMAT:
        raise UnreadableFile(path.name, "backup_too_new")
    return manifest
