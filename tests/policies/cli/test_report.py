"""`yihaoda report`."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from policies.content.store import Store
from tests.policies.cli.test_commands import run
from tests.policies.insights.samples import fill


def test_a_month_is_shown_and_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    store = Store.open(url)
    fill(store)
    store.close()
    path = tmp_path / "月报.xlsx"
    told = run("report", "--month", "2026-11", "--xlsx", str(path), "--database", url)
    assert (told.exit_code, "30.8%" in told.output) == (0, True)
    assert openpyxl.load_workbook(path)["每日咨询量"].max_row == 31
    for wrong in ("2026-13", "十一月"):
        assert run("report", "--month", wrong, "--database", url).exit_code == 2
    nowhere = run(
        "report", "--month", "2026-11", "--xlsx", str(tmp_path / "没有" / "月报.xlsx"), "--database", url
    )
    assert nowhere.exit_code == 2
