"""What the office formats share: what a file under such a name may really be."""

from __future__ import annotations

from policies.errors import UnreadableFile
from policies.ingest.archive import check_package
from policies.ingest.source import RawFile, sniff

_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def checked(file: RawFile) -> RawFile:
    """Return the file where it is an office package that may be unpacked.

    Raises:
        UnreadableFile: empty; "encrypted_file" where a password locks it; "other_than_its_name"; not
            unpackable, or to too much.
    """
    if not file.content:
        raise UnreadableFile(file.name, "empty_file")
    if file.content.startswith(_OLE):
        if _LOCKED in file.content:
            raise UnreadableFile(file.name, "encrypted_file")
        raise UnreadableFile(file.name, "other_than_its_name", kind="DOC/XLS/PPT")
    if not file.content.startswith(b"PK"):
        raise UnreadableFile(file.name, "other_than_its_name", kind=sniff(file.content) or "TXT")
    check_package(file.content, file.name)
    return file
