from __future__ import annotations

import io
import zipfile
from pathlib import Path

from policies.errors import InputError
from policies.ingest.intake import Intake
from policies.ingest.reading import read_all
from policies.workers import are_open, workers
from tests.policies.ingest import files


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make(folder: Path) -> Path:
    """A folder with a document of every kind of source, and some that are none."""
    (folder / "街道").mkdir(parents=True)
    (folder / "供暖.docx").write_bytes(files.word())
    (folder / "街道" / "供暖.txt").write_bytes(files.text())
    (folder / "材料.zip").write_bytes(
        zipped(**{"一/供暖.html": files.page(), "二/坏.pdf": b"%PDF-1.7", "图.png": b"\x89PNG"})
    )
    (folder / "法规.jsonl").write_text(
        '{"id": "a", "title": "办法", "text": "第一条 甲。"}\n\n{\n', encoding="utf-8"
    )
    (folder / ".隐藏.txt").write_bytes(files.text())
    return folder


def told(intake: Intake) -> list[tuple[str, str]]:
    return [
        (item.where, read.reason if isinstance(read, InputError) else read.title)
        for item, read in read_all(intake)
    ]


EXPECTED = [
    ("夹/供暖.docx", files.TITLE),
    ("夹/材料.zip/一/供暖.html", files.TITLE),
    ("夹/材料.zip/二/坏.pdf", "not_pdf"),
    ("夹/材料.zip/图.png", "unsupported_format"),
    ("法规.jsonl#a", "办法"),
    ("法规.jsonl#3", "record_not_json"),
    ("夹/街道/供暖.txt", files.TITLE),
]


def test_a_folder_gives_every_document_and_names_what_is_at_fault(tmp_path: Path) -> None:
    intake = Intake([make(tmp_path / "夹")])
    assert sorted(told(intake)) == sorted(EXPECTED)
    assert len(intake) == len(EXPECTED)


def test_other_processes_read_the_same(tmp_path: Path) -> None:
    intake = Intake([make(tmp_path / "夹")])
    with workers(1):
        assert are_open()
        elsewhere = told(intake)
    assert elsewhere == told(intake)


def test_sources_that_hold_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "空夹").mkdir()
    (tmp_path / "空.zip").write_bytes(zipped())
    (tmp_path / "假.zip").write_bytes(b"no archive")
    intake = Intake(
        [
            tmp_path / "空夹",
            tmp_path / "空.zip",
            tmp_path / "假.zip",
            tmp_path / "没有.txt",
            tmp_path / "没有.zip",
        ]
    )
    assert told(intake) == [
        ("空夹", "nothing_to_read"),
        ("空.zip", "nothing_to_read"),
        ("假.zip", "not_a_zip"),
        ("没有.txt", "missing_file"),
        ("没有.zip", "missing_file"),
    ]
    assert len(intake) == 5


def test_an_error_names_the_item_as_people_find_it(tmp_path: Path) -> None:
    (tmp_path / "材料.zip").write_bytes(zipped(**{"一/坏.docx": b"no package"}))
    ((_, read),) = read_all(Intake([tmp_path / "材料.zip"]))
    assert isinstance(read, InputError)
    assert read.where == "材料.zip/一/坏.docx"
