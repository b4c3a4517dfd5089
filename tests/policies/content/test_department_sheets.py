"""The directory of departments out and in as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policies.content.department_sheets import import_departments, sheet_of
from policies.content.exporting.sheets import write_xlsx
from policies.content.model import Department
from policies.content.store import Store

KNOWN = Department("示范市民政局", ("市民政局", "=局"), None, "0000-1", "工作日", "青岚路1号", "示范市")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'library.db'}")
    opened.save_department(KNOWN)
    yield opened
    opened.close()


def sheet(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "部门.csv"
    path.write_text("\n".join(("部门,别名,上级部门,电话,备注", *lines)), encoding="utf-8")
    return path


def test_what_goes_out_comes_in_unchanged(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "部门目录.xlsx"
    write_xlsx(path, [sheet_of(store.departments())])
    report = import_departments(store, path, "编辑甲", dry_run=False)
    assert report.lines == ((2, KNOWN.name, "unchanged"),)
    assert store.departments() == [KNOWN]


def test_a_trial_reports_every_row_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path, "示范市民政局,市民政局,,0000-9,", "示范市救助站,救助站、救助管理站,示范市民政局,,")
    report = import_departments(store, path, "编辑甲", dry_run=True)
    assert [line[2] for line in report.lines] == ["updated", "created"]
    assert (report.written, report.errors, report.unknown_columns) == (False, (), ("备注",))
    assert store.departments() == [KNOWN]
    assert import_departments(store, path, "编辑甲", dry_run=False).written
    assert store.department("救助管理站") == Department(
        "示范市救助站", ("救助站", "救助管理站"), "示范市民政局"
    )


@pytest.mark.parametrize(
    ("lines", "reason", "row"),
    [
        ((",,,,",), "", 0),
        (("局,,,,",), "row_department_name", 2),
        (("示范市甲局,,没有的局,,",), "row_parent_missing", 2),
        (("示范市甲局,,示范市乙局,,", "示范市乙局,,示范市甲局,,"), "row_parent_circle", 2),
        (("示范市甲局,,,,", "示范市甲局,,,,"), "row_department_twice", 3),
        (("示范市甲局,,,{},".format("9" * 101),), "row_department_long", 2),
    ],
)
def test_a_row_with_an_error_keeps_everything_out(
    store: Store, tmp_path: Path, lines: tuple[str, ...], reason: str, row: int
) -> None:
    report = import_departments(store, sheet(tmp_path, *lines), "编辑甲", dry_run=False)
    assert not report.written
    assert [(each.reason, each.row) for each in report.errors[:1]] == ([(reason, row)] if reason else [])
    assert store.departments() == [KNOWN]
