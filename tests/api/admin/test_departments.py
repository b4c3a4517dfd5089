"""The directory over the back office's API: uses, renaming, merging, sheets."""

from __future__ import annotations

import io

import openpyxl

from policies.content.model import Department
from policies.library import Library
from tests.api.admin.conftest import As

DEPARTMENTS = "/api/v1/admin/departments"


def test_a_department_is_renamed_and_merged_with_its_reason(as_: As, own_library: Library) -> None:
    for name in ("示范市试局", "示范市收局"):
        own_library.store.save_department(Department(name))
    admin = as_("管理丁")
    body = {"name": "示范市试局", "new": "示范市新试局", "reason": "机构改革"}
    told = admin.post(f"{DEPARTMENTS}/rename", json=body).json()
    assert told["department"]["aliases"] == ["示范市试局"]
    uses = admin.get(f"{DEPARTMENTS}/uses", params={"name": "示范市试局"}).json()["uses"]
    assert set(uses) >= {"pairs", "documents", "accounts"}
    merge = {"name": "示范市新试局", "into": "示范市收局", "reason": "撤并"}
    assert admin.post(f"{DEPARTMENTS}/merge", json=merge).json()["department"]["name"] == "示范市收局"
    assert admin.post(f"{DEPARTMENTS}/merge", json=merge).status_code == 404
    assert admin.post(f"{DEPARTMENTS}/merge", json={**merge, "reason": " "}).status_code == 422


def test_a_sheet_goes_out_and_comes_in(as_: As, own_library: Library) -> None:
    own_library.store.save_department(Department("示范市表局", ("表局",)))
    editor = as_("编辑甲")
    out = editor.get(f"{DEPARTMENTS}/export")
    rows = list(openpyxl.load_workbook(io.BytesIO(out.content)).active.values)  # type: ignore[union-attr]
    assert rows[0][:2] == ("部门", "别名")
    assert ("示范市表局", "表局") in [row[:2] for row in rows]
    files = {"file": ("部门.xlsx", out.content)}
    report = editor.post(f"{DEPARTMENTS}/import", files=files, data={"dry_run": "false"}).json()
    assert (report["errors"], report["created"], report["updated"]) == ([], 0, 0)
    wrong = {"file": ("部门.csv", "部门,上级部门\n示范市新表局,没有的局\n".encode())}
    report = editor.post(f"{DEPARTMENTS}/import", files=wrong, data={"dry_run": "false"}).json()
    assert (report["written"], report["errors"][0]["row"]) == (False, 2)
    assert "没有的局" in report["errors"][0]["reason"]
