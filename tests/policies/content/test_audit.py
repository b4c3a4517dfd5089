from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from policies.content.audit import audit_entries, every_entry
from policies.content.audit_export import described, write_entries
from policies.content.model import Department, QaPair
from policies.content.store import Store
from policies.errors import UnreadableFile


def test_entries_are_read_newest_first_by_subject_actor_and_page(database_url: str) -> None:
    store = Store.open(database_url)
    first = store.save_pair(QaPair("医保怎么交？", "按年缴费。"), "王编辑")
    store.save_pair(QaPair("社保怎么交？", "按月缴费。"), "李编辑")
    store.save_department(Department("示范市医疗保障局"), "王编辑")
    newest, *rest = audit_entries(store)
    assert (newest.kind, newest.actor, newest.at.tzinfo is not None) == ("department", "王编辑", True)
    assert audit_entries(store, before=newest.id) == rest
    assert [each.subject for each in audit_entries(store, kind="pair", actor="王编辑")] == [first.id]
    assert audit_entries(store, subject=first.id)[0].detail == {
        "version": 1,
        "fields": ["question", "summary"],
    }
    assert described(audit_entries(store, subject=first.id)[0]) == ["版本：1", "改动：标准问题、结论"]
    assert len(audit_entries(store, limit=1)) == 1
    assert [each.action for each in audit_entries(store, action="save", limit=9)] == ["save"] * 3
    assert list(every_entry(store)) == [*reversed(rest), newest]
    hour = timedelta(hours=1)
    now = datetime.now(UTC)
    assert len(audit_entries(store, since=now - hour, until=now + hour)) == 3
    assert audit_entries(store, since=now + hour) == audit_entries(store, until=now - hour) == []
    store.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_entries_are_written_into_a_file_in_words_and_chinas_time(tmp_path: Path, kind: str) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'library.db'}")
    store.save_department(Department("=1+1"), "王编辑")
    (entry,) = audit_entries(store)
    path = tmp_path / f"操作记录.{kind}"
    write_entries(every_entry(store), path)
    if kind == "csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, row = list(csv.reader(stream))
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        header, row = ([str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True))
    told = dict(zip(header, row, strict=True))
    in_china = entry.at.replace(tzinfo=None) + timedelta(hours=8)
    assert (told["时间"], told["操作"], told["类别"]) == (f"{in_china:%Y-%m-%d %H:%M:%S}", "保存", "部门")
    assert told["对象"] == ("'=1+1" if kind == "csv" else "=1+1")
    assert told["摘要值"] == entry.digest
    store.close()


def test_a_kind_of_file_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="audit_file_kind"):
        write_entries([], tmp_path / "操作记录.doc")
