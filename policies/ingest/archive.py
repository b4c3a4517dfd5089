"""Zip archives from outside: nothing is unpacked to disk, and no archive may grow beyond what it says or may."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from policies.errors import UnreadableFile

MOST_MEMBERS = 20_000
MOST_BYTES = 2 * 1024**3
MOST_MEMBER_BYTES = 64 * 1024**2
MOST_RATIO = 200
_SMALL = 1024**2
_ENCRYPTED = 0x1
_UTF_8 = 0x800


def open_archive(source: io.BufferedIOBase, name: str) -> zipfile.ZipFile:
    """Return an archive whose directory is sound; `name` is what errors call it.

    Raises:
        UnreadableFile: "not_a_zip"; "zip_too_large" where its members are too many or say that they
            unpack to too much, all together or beside what they take packed.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(name, "not_a_zip") from error
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_bomb = size > _SMALL and size > MOST_RATIO * max(packed, 1)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES or is_bomb:
        raise UnreadableFile(name, "zip_too_large", members=MOST_MEMBERS, limit_mb=MOST_BYTES // 1024**2)
    return archive


def check_package(content: bytes, name: str) -> None:
    """Check an office file, which is an archive of parts, before a library unpacks it.

    Raises:
        UnreadableFile: as for `open_archive`; "encrypted_file" where a part is locked.
    """
    with open_archive(io.BytesIO(content), name) as archive:
        for member in archive.infolist():
            if member.flag_bits & _ENCRYPTED:
                raise UnreadableFile(name, "encrypted_file")
            if member.file_size > MOST_MEMBER_BYTES:
                raise UnreadableFile(
                    name, "zip_too_large", members=MOST_MEMBERS, limit_mb=MOST_MEMBER_BYTES // 1024**2
                )


def members_of(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Give the archive's files; folders and what systems leave beside files (__MACOSX, .DS_Store) are left out."""
    for member in archive.infolist():
        parts = PurePosixPath(member_name(member)).parts
        if not member.is_dir() and parts and parts[0] != "__MACOSX" and not parts[-1].startswith((".", "~$")):
            yield member


def member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's path inside its archive, in the encoding that Chinese systems write without saying so."""
    name = member.filename if member.flag_bits & _UTF_8 else _decoded(member.filename)
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))


def _decoded(name: str) -> str:
    """Return a name whose encoding its archive does not tell, in the first encoding that makes it Chinese.

    通知 as GBK happens to be UTF-8 as well, of Syriac and Arabic signs.
    """
    raw = name.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        decoded = raw.decode(encoding, errors="replace")
        foreign = [sign for sign in decoded if sign > "\x7f"]
        if sum("\u2000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" for sign in foreign) == len(
            foreign
        ):
            return decoded
    return name


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bytes:
    """Return a member's bytes; `where` is what errors call it.

    Raises:
        UnreadableFile: "file_too_large" where it unpacks to more than it may or says, "encrypted_file",
            or "broken_member".
    """
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableFile(where, "encrypted_file")
    if member.file_size > MOST_MEMBER_BYTES:
        raise UnreadableFile(where, "file_too_large", limit_mb=MOST_MEMBER_BYTES // 1024**2)
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(where, "broken_member") from error
    if len(content) > member.file_size:
        raise UnreadableFile(where, "broken_member")
    return content
