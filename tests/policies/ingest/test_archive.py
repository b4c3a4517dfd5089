from __future__ import annotations

import io
import zipfile

import pytest

from policies.errors import UnreadableFile
from policies.ingest import archive
from policies.ingest.archive import member_name, members_of, open_archive, read_member


def packed(**members: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    stream.seek(0)
    return stream


def refused(stream: io.BytesIO) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_through(stream)
    return error.value.reason


def read_through(stream: io.BytesIO) -> None:
    with open_archive(stream, "包.zip") as opened:
        for member in members_of(opened):
            read_member(opened, member, "包.zip")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..\\..\\windows\\通知.txt", "a/../../通知.txt"]
)
def test_a_path_never_leads_out_of_the_archive(name: str) -> None:
    with open_archive(packed(**{name: b"x"}), "包.zip") as opened:
        (member,) = members_of(opened)
    inside = member_name(member)
    assert not inside.startswith("/")
    assert ".." not in inside.split("/")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_name_written_without_its_encoding_is_read(encoding: str) -> None:
    member = zipfile.ZipInfo("通知.txt".encode(encoding).decode("cp437"))
    assert member_name(member) == "通知.txt"


def test_what_systems_leave_beside_files_is_left_out() -> None:
    stream = packed(
        **{
            "__MACOSX/._a.txt": b"x",
            ".DS_Store": b"x",
            "夹/": b"",
            "夹/~$通知.docx": b"x",
            "夹/通知.txt": b"x",
        }
    )
    with open_archive(stream, "包.zip") as opened:
        assert [member_name(member) for member in members_of(opened)] == ["夹/通知.txt"]


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    assert refused(packed(**{"a.txt": b"\x00" * 50_000_000})) == "zip_too_large"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    assert refused(packed(a=b"1", b=b"2", c=b"3")) == "zip_too_large"


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    content = packed(**{"a.txt": b"1234567890" * 50}).getvalue()
    lying = content.replace((500).to_bytes(4, "little"), (400).to_bytes(4, "little"))
    assert lying != content
    assert refused(io.BytesIO(lying)) == "broken_member"


def test_a_broken_member_and_no_archive_are_told_apart() -> None:
    content = bytearray(packed(**{"a.txt": b"1234567890" * 50}).getvalue())
    content[40] ^= 0xFF
    assert refused(io.BytesIO(bytes(content))) == "broken_member"
    assert refused(io.BytesIO(b"this is no archive")) == "not_a_zip"


def test_a_locked_member_is_refused() -> None:
    content = bytearray(packed(**{"a.txt": b"secret"}).getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert refused(io.BytesIO(bytes(content))) == "encrypted_file"
