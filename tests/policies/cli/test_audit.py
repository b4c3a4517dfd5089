"""`yihaoda audit`."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Department
from policies.content.store import Store
from tests.policies.cli.test_commands import run
from tests.policies.content.tampering import tampering


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A library in which two people did something."""
    address = f"sqlite:///{tmp_path / 'library.db'}"
    store = Store.open(address)
    store.save_department(Department("示范市民政局"), "王编辑")
    store.save_department(Department("示范市教育局"), "李编辑")
    store.close()
    return address


def test_a_row_that_was_tampered_with_is_detected(url: str) -> None:
    whole = run("audit", "verify", "--database", url)
    assert (whole.exit_code, "2 条记录完整" in whole.output.replace("\n", "")) == (0, True)
    engine = sa.create_engine(url)
    with tampering(engine) as connection:
        connection.execute(sa.update(tables.AUDIT).where(tables.AUDIT.c.id == 2).values(actor="别人"))
    engine.dispose()
    broken = run("audit", "verify", "--database", url)
    assert (broken.exit_code, "第 2 条记录与写入时不一致" in broken.output.replace("\n", "")) == (1, True)


def test_what_verify_prints_is_what_it_is_compared_with_later(url: str) -> None:
    head = run("audit", "verify", "--database", url).output.split()[-1]
    assert run("audit", "verify", "--known", head, "--database", url).exit_code == 0
    another = run("audit", "verify", "--known", f"2:{'0' * 64}", "--database", url)
    assert (another.exit_code, "另行保存" in another.output) == (1, True)
    assert run("audit", "verify", "--known", "第二条", "--database", url).exit_code == 2


def test_entries_are_listed_and_exported(url: str, tmp_path: Path) -> None:
    shown = run("audit", "list", "--actor", "李编辑", "--database", url)
    assert (shown.exit_code, "教育局" in shown.output, "民政局" in shown.output) == (0, True, False)
    file = tmp_path / "操作记录.xlsx"
    told = run("audit", "export", str(file), "--since", "2020-01-01", "--database", url)
    assert told.exit_code == 0
    assert openpyxl.load_workbook(file).worksheets[0].max_row == 3
    assert run("audit", "export", str(tmp_path / "操作记录.doc"), "--database", url).exit_code == 2
