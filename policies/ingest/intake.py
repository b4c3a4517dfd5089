"""What waits to be read: files, the files of folders and zip archives, the rows of JSON Lines files.

Nothing is unpacked to disk and nothing is read before it is asked for; a source at fault is one item
that says so when it is read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from policies.errors import InputError, UnreadableFile
from policies.ingest.archive import member_name, members_of, open_archive, read_member
from policies.ingest.parsed import ParsedDocument
from policies.ingest.readers import READERS, read, read_file, refuse_unknown
from policies.ingest.record import identifier_of, read_record
from policies.ingest.source import RawFile

ARCHIVE, ROWS = ".zip", ".jsonl"


@dataclass(frozen=True, slots=True)
class Item:
    """A document that waits to be read.

    Attributes:
        where: how people find it: "材料.zip/通知.docx", "法规.jsonl 第3行".
        source_name: the name under which the store knows it.
        has_identifier: whether the name holds an identifier that came with it.
        read: returns the document, or raises InputError.
    """

    where: str
    source_name: str
    read: Callable[[], ParsedDocument]
    has_identifier: bool = False


class Intake:
    """The items of files and folders, in a steady order; every walk reads the sources anew."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Take files and folders."""
        self._paths = list(paths)

    def __len__(self) -> int:
        """How many items there are."""
        return sum(_count(path) for path, _ in self._files())

    def __iter__(self) -> Iterator[Item]:
        """Give the items one after another."""
        for path, where in self._files():
            yield from _items(path, where)

    def _files(self) -> Iterator[tuple[Path, str]]:
        for path in self._paths:
            if path.is_dir():
                yield from _folder(path)
            else:
                yield path, path.name


def _folder(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give the folder's files with their paths as people see them; hidden ones are left out."""
    empty = True
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            empty = False
            yield path, f"{folder.name}/{inside.as_posix()}"
    if empty:
        yield folder, folder.name


def _count(path: Path) -> int:
    suffix = path.suffix.lower()
    try:
        if suffix == ROWS:
            with path.open("rb") as stream:
                return sum(1 for line in stream if line.strip())
        if suffix == ARCHIVE:
            with path.open("rb") as stream, open_archive(stream, path.name) as archive:
                return sum(1 for _ in members_of(archive)) or 1
    except (OSError, InputError):
        return 1
    return 1


def _items(path: Path, where: str) -> Iterator[Item]:
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise UnreadableFile(where, "nothing_to_read", formats="、".join(READERS))
        if suffix == ROWS:
            yield from _rows(path)
        elif suffix == ARCHIVE:
            yield from _members(path, where)
        else:
            yield Item(where, path.name, partial(read, path))
    except OSError:
        yield _at_fault(where, UnreadableFile(where, "missing_file"))
    except InputError as error:
        yield _at_fault(where, error)


def _rows(path: Path) -> Iterator[Item]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                identifier = identifier_of(line)
                name = f"{path.name}#{identifier or number}"
                yield Item(name, name, partial(read_record, path.name, number, line), identifier is not None)


def _members(path: Path, where: str) -> Iterator[Item]:
    with path.open("rb") as stream, open_archive(stream, path.name) as archive:
        found = None
        for found in members_of(archive):
            inside = member_name(found)
            yield Item(
                f"{where}/{inside}", PurePosixPath(inside).name, _reading(archive, found, f"{where}/{inside}")
            )
        if found is None:
            raise UnreadableFile(where, "nothing_to_read", formats="、".join(READERS))


def _reading(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> Callable[[], ParsedDocument]:
    """Return what reads a member, its bytes taken out already: it may be called in another process."""
    name = PurePosixPath(where).name
    try:
        refuse_unknown(name)
        return partial(read_file, RawFile.of(name, read_member(archive, member, where)))
    except InputError as error:
        return partial(_refuse, error.reason, where, error.facts)


def _refuse(reason: str, where: str, facts: dict[str, object]) -> ParsedDocument:
    raise UnreadableFile(where, reason, **facts)


def _at_fault(where: str, error: InputError) -> Item:
    return Item(where, where, partial(_refuse, error.reason, where, error.facts))
