import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import UnreadableFile
from policies.ingest import source
from policies.ingest.source import decode, open_source

TEXT = "关于发放高龄津贴的通知\n各区县民政局：\n现将有关事项通知如下。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "通知.txt") == TEXT


def test_line_ends_are_made_plain_and_unseen_signs_dropped() -> None:
    assert (
        decode("甲\r\n乙\r丙\u2028丁\u200b戊\x00".replace("\x00", "").encode(), "a.txt") == "甲\n乙\n丙\n丁戊"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n\t", "empty_file"),
        ("\u200b\u3000".encode(), "empty_file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other_than_its_name"),
        (b"%PDF-1.7\n", "other_than_its_name"),
        (b"PK\x03\x04\x14\x00", "other_than_its_name"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "other_than_its_name"),
        (b"<!DOCTYPE html><html></html>", "other_than_its_name"),
        (b"abc\x00\x01\x02", "binary_file"),
        (bytes(range(128, 256)) * 4, "undecodable_file"),
        ("示范市民政局通知".encode()[:-1] + b"\xff", "undecodable_file"),
        ("\ufffd\ufffd\ufffd好".encode(), "undecodable_file"),
        ("津貼發放辦法與說明".encode("big5"), "undecodable_file"),
    ],
)
def test_what_is_no_readable_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        decode(content, "坏文件.txt")
    assert (refused.value.reason, refused.value.where) == (reason, "坏文件.txt")


def test_an_archive_under_a_texts_name_is_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(UnreadableFile) as refused:
        open_source(path)
    assert "DOCX" in str(refused.value.facts["kind"])


def test_missing_files_and_folders_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.txt", tmp_path):
        with pytest.raises(UnreadableFile) as refused:
            open_source(path)
        assert refused.value.reason == "missing_file"


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    path = tmp_path / "大.txt"
    path.write_text("很长的一份通知", encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        open_source(path)
    assert refused.value.reason == "file_too_large"


def test_the_checksum_is_that_of_the_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.txt", tmp_path / "乙.txt"
    one.write_bytes(TEXT.encode("utf-8"))
    other.write_bytes(TEXT.encode("gb18030"))
    assert open_source(one).text == open_source(other).text
    assert open_source(one).checksum != open_source(other).checksum


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_an_unreadable_file(content: bytes) -> None:
    with suppress(UnreadableFile):
        assert decode(content, "a.txt").strip()
