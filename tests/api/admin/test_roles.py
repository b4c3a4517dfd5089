"""Who may call what: every address of the back office with every role, and without a key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from policies.content.keys import Key, KeyRing, Role
from policies.errors import InputError
from policies.library import Library
from tests.api.admin.conftest import PEOPLE, As
from tests.api.conftest import settings_for

# Method and address → who may call it, by the name of the person in conftest; a hotline's key opens none of them.
EVERYBODY = {"编辑甲", "编审乙", "审计丙", "管理丁"}
# A liaison's session opens what is shown of the own department.
WITH_LIAISONS = EVERYBODY | {"联络庚"}
EDITORS = {"编辑甲", "编审乙", "管理丁"}
REVIEWERS = {"编审乙", "管理丁"}
AUDITORS = {"审计丙", "管理丁"}
MATRIX: dict[tuple[str, str], set[str]] = {
    ("GET", "/api/v1/admin/pairs"): EVERYBODY,
    ("GET", "/api/v1/admin/pairs/waiting"): EVERYBODY,
    ("POST", "/api/v1/admin/pairs"): EDITORS,
    ("POST", "/api/v1/admin/pairs/check"): EVERYBODY,
    ("GET", "/api/v1/admin/pairs/{pair_id}"): EVERYBODY,
    ("PUT", "/api/v1/admin/pairs/{pair_id}"): EDITORS,
    ("POST", "/api/v1/admin/pairs/{pair_id}/submit"): EDITORS,
    ("POST", "/api/v1/admin/pairs/{pair_id}/approve"): REVIEWERS,
    ("GET", "/api/v1/admin/pairs/scheduled"): EVERYBODY,
    ("PUT", "/api/v1/admin/pairs/{pair_id}/schedule"): REVIEWERS,
    ("DELETE", "/api/v1/admin/pairs/{pair_id}/schedule"): REVIEWERS,
    ("POST", "/api/v1/admin/pairs/{pair_id}/send-back"): REVIEWERS,
    ("POST", "/api/v1/admin/pairs/{pair_id}/archive"): REVIEWERS,
    ("POST", "/api/v1/admin/pairs/{pair_id}/discard"): EDITORS,
    ("POST", "/api/v1/admin/pairs/{pair_id}/restore/{number}"): EDITORS,
    ("GET", "/api/v1/admin/pairs/{pair_id}/versions"): EVERYBODY,
    ("GET", "/api/v1/admin/pairs/{pair_id}/diff"): EVERYBODY,
    ("GET", "/api/v1/admin/documents"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/documents"): EDITORS,
    ("POST", "/api/v1/admin/documents/filing"): EDITORS,
    ("GET", "/api/v1/admin/documents/{policy_id}"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/documents/{policy_id}/status/foresight"): EDITORS,
    ("PUT", "/api/v1/admin/documents/{policy_id}/status"): EDITORS,
    ("POST", "/api/v1/admin/documents/{policy_id}/drafts"): EDITORS,
    ("GET", "/api/v1/admin/interpretations"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/interpretations"): EDITORS,
    ("GET", "/api/v1/admin/interpretations/{interpretation_id}"): WITH_LIAISONS,
    ("PUT", "/api/v1/admin/interpretations/{interpretation_id}"): EDITORS,
    ("GET", "/api/v1/admin/documents/{policy_id}/comparison"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/documents/{policy_id}/comparison.docx"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/doubts"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/doubts/{policy_id}"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/doubts/{policy_id}/outline"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/doubts/{policy_id}/outline.docx"): EDITORS,
    ("POST", "/api/v1/admin/doubts/{policy_id}/interpretation"): EDITORS,
    ("GET", "/api/v1/admin/sync"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/sync/board.xlsx"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/readings"): EVERYBODY,
    ("POST", "/api/v1/admin/readings"): EDITORS,
    ("POST", "/api/v1/admin/documents/{policy_id}/reading"): EDITORS,
    ("GET", "/api/v1/admin/readings/{reading_id}"): EVERYBODY,
    ("PUT", "/api/v1/admin/readings/{reading_id}"): EDITORS,
    ("GET", "/api/v1/admin/readings/{reading_id}/leads"): EDITORS,
    ("POST", "/api/v1/admin/readings/{reading_id}/save"): EDITORS,
    ("DELETE", "/api/v1/admin/readings/{reading_id}"): EDITORS,
    ("GET", "/api/v1/admin/proposals"): EVERYBODY,
    ("POST", "/api/v1/admin/proposals/accept"): EDITORS,
    ("POST", "/api/v1/admin/proposals/decline"): EDITORS,
    ("POST", "/api/v1/admin/proposals/draft"): EDITORS,
    ("POST", "/api/v1/admin/exchange/import"): EDITORS,
    ("GET", "/api/v1/admin/exchange/export"): EVERYBODY,
    ("GET", "/api/v1/admin/dictionary/terms"): EVERYBODY,
    ("GET", "/api/v1/admin/dictionary/terms/{concept}"): EVERYBODY,
    ("PUT", "/api/v1/admin/dictionary/terms"): EDITORS,
    ("POST", "/api/v1/admin/dictionary/terms/{concept}/retire"): EDITORS,
    ("DELETE", "/api/v1/admin/dictionary/terms/{concept}"): EDITORS,
    ("POST", "/api/v1/admin/dictionary/trial"): EVERYBODY,
    ("POST", "/api/v1/admin/dictionary/effect"): EVERYBODY,
    ("POST", "/api/v1/admin/dictionary/conflicts"): EVERYBODY,
    ("POST", "/api/v1/admin/dictionary/import"): EDITORS,
    ("GET", "/api/v1/admin/dictionary/export"): EVERYBODY,
    ("GET", "/api/v1/admin/departments"): EVERYBODY,
    ("PUT", "/api/v1/admin/departments"): EDITORS,
    ("GET", "/api/v1/admin/departments/uses"): EVERYBODY,
    ("POST", "/api/v1/admin/departments/rename"): {"管理丁"},
    ("POST", "/api/v1/admin/departments/merge"): {"管理丁"},
    ("POST", "/api/v1/admin/departments/import"): EDITORS,
    ("GET", "/api/v1/admin/departments/export"): EVERYBODY,
    ("GET", "/api/v1/admin/check"): EVERYBODY,
    ("GET", "/api/v1/admin/sites"): EVERYBODY,
    ("PUT", "/api/v1/admin/sites/{site_id}"): {"管理丁"},
    ("DELETE", "/api/v1/admin/sites/{site_id}"): {"管理丁"},
    ("GET", "/api/v1/admin/service/overview"): AUDITORS,
    ("GET", "/api/v1/admin/service/wording"): AUDITORS,
    ("GET", "/api/v1/admin/service/wording/{key_name}"): AUDITORS,
    ("PUT", "/api/v1/admin/service/wording/{key_name}"): {"管理丁"},
    ("GET", "/api/v1/admin/service/wording/{key_name}/history"): AUDITORS,
    ("POST", "/api/v1/admin/service/wording/{key_name}/preview"): AUDITORS,
    ("POST", "/api/v1/admin/service/wording/{key_name}/restore"): {"管理丁"},
    ("GET", "/api/v1/admin/service/retention"): AUDITORS,
    ("PUT", "/api/v1/admin/service/retention"): {"管理丁"},
    ("POST", "/api/v1/admin/service/retention/preview"): AUDITORS,
    ("POST", "/api/v1/admin/service/retention/{kind}/restore"): {"管理丁"},
    ("GET", "/api/v1/admin/service/masks"): AUDITORS,
    ("POST", "/api/v1/admin/service/masks"): {"管理丁"},
    ("POST", "/api/v1/admin/service/masks/try"): AUDITORS,
    ("POST", "/api/v1/admin/service/masks/{mask_id}/remove"): {"管理丁"},
    ("GET", "/api/v1/admin/service/switches"): AUDITORS,
    ("POST", "/api/v1/admin/service/switches"): {"管理丁"},
    ("POST", "/api/v1/admin/service/switches/{switch_id}/on"): {"管理丁"},
    ("GET", "/api/v1/admin/service/banners"): AUDITORS,
    ("POST", "/api/v1/admin/service/banners"): {"管理丁"},
    ("PUT", "/api/v1/admin/service/banners/{banner_id}"): {"管理丁"},
    ("POST", "/api/v1/admin/service/banners/{banner_id}/remove"): {"管理丁"},
    ("GET", "/api/v1/admin/webhooks"): AUDITORS,
    ("POST", "/api/v1/admin/webhooks"): {"管理丁"},
    ("GET", "/api/v1/admin/webhooks/deliveries"): AUDITORS,
    ("POST", "/api/v1/admin/webhooks/{webhook_id}/test"): {"管理丁"},
    ("POST", "/api/v1/admin/webhooks/deliveries/{delivery_id}/replay"): {"管理丁"},
    ("POST", "/api/v1/admin/webhooks/{webhook_id}/secret"): {"管理丁"},
    ("POST", "/api/v1/admin/webhooks/{webhook_id}/enable"): {"管理丁"},
    ("POST", "/api/v1/admin/webhooks/{webhook_id}/disable"): {"管理丁"},
    ("DELETE", "/api/v1/admin/webhooks/{webhook_id}"): {"管理丁"},
    ("GET", "/api/v1/admin/contacts"): EDITORS,
    ("POST", "/api/v1/admin/contacts/{contact_id}/done"): EDITORS,
    ("GET", "/api/v1/admin/corrections"): EVERYBODY,
    ("POST", "/api/v1/admin/corrections/{correction_id}/claim"): EDITORS,
    ("POST", "/api/v1/admin/corrections/{correction_id}/release"): EDITORS,
    ("POST", "/api/v1/admin/corrections/{correction_id}/done"): EDITORS,
    ("GET", "/api/v1/admin/gaps"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/gaps/find"): EDITORS,
    ("GET", "/api/v1/admin/gaps/{gap_id}"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/gaps/{gap_id}/similar"): EDITORS,
    ("POST", "/api/v1/admin/gaps/{gap_id}/draft"): EDITORS,
    ("POST", "/api/v1/admin/gaps/{gap_id}/ignore"): EDITORS,
    ("GET", "/api/v1/admin/insights"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/insights/messages"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/insights/words"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/insights/report.xlsx"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/insights/report.html"): WITH_LIAISONS,
    ("POST", "/api/v1/admin/try"): EVERYBODY,
    ("POST", "/api/v1/admin/try/expected"): EDITORS,
    ("GET", "/api/v1/admin/answers/{message_id}"): WITH_LIAISONS,
    ("GET", "/api/v1/admin/regression/cases"): EVERYBODY,
    ("POST", "/api/v1/admin/regression/cases"): EDITORS,
    ("POST", "/api/v1/admin/regression/cases/import"): EDITORS,
    ("POST", "/api/v1/admin/regression/cases/collect"): EDITORS,
    ("POST", "/api/v1/admin/regression/cases/remove"): EDITORS,
    ("GET", "/api/v1/admin/regression/runs"): EVERYBODY,
    ("POST", "/api/v1/admin/regression/runs"): EDITORS | REVIEWERS,
    ("GET", "/api/v1/admin/regression/runs/{run_id}"): EVERYBODY,
    ("POST", "/api/v1/admin/regression/runs/{run_id}/cancel"): EDITORS | REVIEWERS,
    ("GET", "/api/v1/admin/regression/runs/{run_id}/export"): EVERYBODY,
    ("POST", "/api/v1/admin/publish"): REVIEWERS,
    ("GET", "/api/v1/admin/held"): EVERYBODY,
    ("POST", "/api/v1/admin/held/{held_id}/release"): REVIEWERS,
    ("POST", "/api/v1/admin/held/{held_id}/withdraw"): REVIEWERS,
    ("GET", "/api/v1/admin/audit"): AUDITORS,
    ("GET", "/api/v1/admin/audit/chain"): AUDITORS,
    ("GET", "/api/v1/admin/audit/export"): AUDITORS,
    ("GET", "/api/v1/admin/accounts"): AUDITORS,
    ("POST", "/api/v1/admin/accounts"): {"管理丁"},
    ("PUT", "/api/v1/admin/accounts/{login}/rights"): {"管理丁"},
    ("POST", "/api/v1/admin/accounts/{login}/reset"): {"管理丁"},
    ("POST", "/api/v1/admin/accounts/{login}/unlock"): {"管理丁"},
    ("POST", "/api/v1/admin/accounts/{login}/disable"): {"管理丁"},
    ("POST", "/api/v1/admin/accounts/{login}/enable"): {"管理丁"},
    ("POST", "/api/v1/admin/accounts/{login}/sign-out"): {"管理丁"},
    ("GET", "/api/v1/admin/keys"): AUDITORS,
    ("GET", "/api/v1/admin/assistant"): AUDITORS,
    ("GET", "/api/v1/admin/assistant/check"): AUDITORS,
    ("POST", "/api/v1/admin/assistant/runs"): {"管理丁"},
    ("GET", "/api/v1/admin/assistant/runs/{run_id}"): AUDITORS,
    ("POST", "/api/v1/admin/assistant/runs/{run_id}/cancel"): {"管理丁"},
    ("GET", "/api/v1/admin/assistant/models/{model_id}/comparison"): AUDITORS,
    ("POST", "/api/v1/admin/assistant/models/{model_id}/activate"): {"管理丁"},
    ("POST", "/api/v1/admin/assistant/models/{model_id}/roll-back"): {"管理丁"},
    ("POST", "/api/v1/admin/keys"): {"管理丁"},
    ("POST", "/api/v1/admin/keys/{key_id}/rotate"): {"管理丁"},
    ("POST", "/api/v1/admin/keys/{key_id}/revoke"): {"管理丁"},
    ("GET", "/api/v1/admin/calls"): AUDITORS,
    ("GET", "/api/v1/admin/calls/{call_id}"): AUDITORS,
    ("GET", "/api/v1/admin/hours"): EVERYBODY,
    ("GET", "/api/v1/admin/hours/check"): EVERYBODY,
    ("PUT", "/api/v1/admin/hours/desks"): {"管理丁"},
    ("DELETE", "/api/v1/admin/hours/desks/{name}"): {"管理丁"},
    ("PUT", "/api/v1/admin/hours/days"): {"管理丁"},
    ("DELETE", "/api/v1/admin/hours/days/{on}"): {"管理丁"},
    ("DELETE", "/api/v1/admin/conversations/{conversation_id}"): {"管理丁"},
}


def called(client: TestClient, method: str, address: str) -> int:
    filled = address.format(
        pair_id="q-none",
        policy_id="p-none",
        interpretation_id="i-none",
        concept="没有的词",
        number=1,
        site_id="none",
        contact_id="none",
        correction_id="none",
        key_id="none",
        call_id="none",
        name="没有的窗口",
        on="2026-05-01",
        conversation_id="none",
        webhook_id="none",
        gap_id="none",
        message_id="none",
        key_name="answering.not_found.summary",
        kind="calls",
        mask_id="none",
        switch_id="none",
        banner_id="none",
        reading_id="none",
        run_id="none",
        model_id="none",
        held_id="none",
        delivery_id=1,
        login="nobody",
    )
    return int(client.request(method, filled, json=None).status_code)


def test_the_matrix_names_every_address_of_the_back_office(as_: As) -> None:
    described = as_("").get("/openapi.json").json()["paths"]
    there = {
        (method.upper(), path)
        for path, operations in described.items()
        if path.startswith("/api/v1/admin")
        for method in operations
    }
    assert there == MATRIX.keys()


@pytest.mark.parametrize(("method", "address"), MATRIX)
def test_an_address_lets_in_whom_the_matrix_names_and_nobody_else(as_: As, method: str, address: str) -> None:
    assert called(as_(""), method, address) == 401
    for name in PEOPLE:
        refused = called(as_(name), method, address) in (401, 403)
        assert refused is (name not in MATRIX[method, address]), name


def test_the_description_asks_for_a_key(as_: As) -> None:
    described = as_("").get("/openapi.json").json()
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    assert described["paths"]["/api/v1/admin/pairs"]["get"]["security"] == [
        {"HTTPBearer": []},
        {"APIKeyCookie": []},
    ]
    assert "security" not in described["paths"]["/api/v1/chat/messages"]["post"]


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer yhd_", "Bearer yhd_falsch", "Basic eWhkOnlo"])
def test_what_is_no_key_is_refused(own_library: Library, given: str) -> None:
    with TestClient(create_app(settings_for(), own_library)) as client:
        headers = {"Authorization": given} if given else {}
        answer = client.get("/api/v1/admin/pairs", headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (401, "需要密钥")


def test_a_revoked_and_an_expired_key_open_nothing(own_library: Library) -> None:
    ring = KeyRing(own_library.store)
    key, secret = ring.make("临时", [Role.ADMIN])
    assert ring.opened_by(secret) is not None
    ring.revoke(key.id)
    assert ring.opened_by(secret) is None
    past = Key("k", "x", frozenset(), datetime.now(UTC), expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert not past.is_good_at(datetime.now(UTC))


def test_the_store_never_holds_a_secret(own_library: Library) -> None:
    _, secret = KeyRing(own_library.store).make("临时二", [Role.EDITOR])
    with own_library.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM api_key").all()
    assert secret not in str(rows)


@pytest.mark.parametrize(("name", "roles"), [(" ", [Role.EDITOR]), ("长" * 65, [Role.EDITOR]), ("张三", [])])
def test_a_key_needs_a_name_and_a_role(own_library: Library, name: str, roles: list[Role]) -> None:
    with pytest.raises(InputError):
        KeyRing(own_library.store).make(name, roles)


def test_a_liaisons_key_names_a_department_of_the_directory(own_library: Library) -> None:
    ring = KeyRing(own_library.store)
    key, secret = ring.make("联络人", [Role.LIAISON], department="示范市民政局")
    opened = ring.opened_by(secret)
    assert opened is not None
    assert (key.department, opened.department) == ("示范市民政局", "示范市民政局")
    for department in (None, "没有的局"):
        with pytest.raises(InputError):
            ring.make("联络人", [Role.LIAISON], department=department)
