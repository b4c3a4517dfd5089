from __future__ import annotations

from datetime import timedelta

from policies.content.chain import verify
from policies.content.model import Department
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.conftest import TODAY

AUDIT = "/api/v1/admin/audit"


def test_the_audit_is_read_by_filters_and_page(as_: As, own_library: Library) -> None:
    own_library.store.save_department(Department("示范市民政局"), "编辑甲")
    own_library.store.save_department(Department("示范市教育局"), "编审乙")
    auditor = as_("审计丙")
    newest = auditor.get(AUDIT, params={"kind": "department", "limit": 1}).json()
    assert [each["subject"] for each in newest] == ["示范市教育局"]
    older = auditor.get(AUDIT, params={"actor": "编辑甲", "action": "save", "before": newest[0]["id"]}).json()
    assert older[0]["subject"] == "示范市民政局"
    assert auditor.get(AUDIT, params={"until": f"{TODAY - timedelta(days=3650)}"}).json() == []


def test_the_chain_is_verified(as_: As, own_library: Library) -> None:
    own_library.store.save_department(Department("示范市民政局"), "编辑甲")
    told = as_("审计丙").get(f"{AUDIT}/chain").json()
    assert (told["is_whole"], told["flaw"], told["digest"]) == (
        True,
        None,
        verify(own_library.store.engine).head.digest,
    )
    wrong = {"known_number": told["number"], "known_digest": "0" * 64}
    again = as_("审计丙").get(f"{AUDIT}/chain", params=wrong).json()
    assert (again["is_whole"], again["flaw"], again["broken_at"]) == (False, "unknown", told["number"])


def test_the_audit_is_exported(as_: As, own_library: Library) -> None:
    own_library.store.save_department(Department("示范市民政局"), "编辑甲")
    told = as_("审计丙").get(f"{AUDIT}/export", params={"format": "csv", "kind": "department"})
    assert told.status_code == 200
    assert "示范市民政局" in told.content.decode("utf-8-sig")
    book = as_("审计丙").get(f"{AUDIT}/export")
    assert (book.status_code, book.content[:2]) == (200, b"PK")


def test_only_auditors_and_admins_read_it(as_: As) -> None:
    for path in ("", "/chain", "/export"):
        assert as_("编辑甲").get(f"{AUDIT}{path}").status_code == 403
        assert as_("管理丁").get(f"{AUDIT}{path}").status_code == 200
