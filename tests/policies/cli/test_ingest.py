from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policies.__main__ import build_app
from policies.content.store import Store
from tests.policies.ingest import files


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.db'}"


def ingest(*paths: Path, database: str) -> Result:
    arguments = ["ingest", *map(str, paths), "--database", database]
    return CliRunner().invoke(build_app(), arguments, catch_exceptions=False)


def test_a_folder_goes_in_and_the_file_at_fault_is_named_in_words(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "供暖.docx").write_bytes(files.word())
    (folder / "扫描.pdf").write_bytes(files.scan())
    (folder / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    result = ingest(folder, database=database)
    assert result.exit_code == 2
    assert "材料/扫描.pdf：这份 PDF 是扫描图片" in result.output
    assert "另存为 .docx" in result.output
    assert "新入库 1 份，更新 0 份，未变 0 份，留待核对 0 份，未能读入 2 份" in result.output
    assert Store.open(database).policy_by_number(files.NUMBER) is not None


def test_the_same_folder_again_changes_nothing(database: str, tmp_path: Path) -> None:
    (tmp_path / "供暖.pdf").write_bytes(files.pdf())
    ingest(tmp_path / "供暖.pdf", database=database)
    again = ingest(tmp_path / "供暖.pdf", database=database)
    assert again.exit_code == 0
    assert "新入库 0 份，更新 0 份，未变 1 份" in again.output


def test_many_documents_are_counted_and_not_listed(database: str, tmp_path: Path) -> None:
    rows = "\n".join(
        f'{{"id": "{number}", "title": "办法{number}", "text": "第一条 按时办理。"}}' for number in range(30)
    )
    (tmp_path / "法规.jsonl").write_text(rows, encoding="utf-8")
    result = ingest(tmp_path / "法规.jsonl", database=database)
    assert "新入库 30 份" in result.output
    assert "办法7" not in result.output
