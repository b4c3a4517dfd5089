"""Documents as JSON."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.api.content import EXPLAINED, OLD, PUBLIC


def test_a_document_comes_with_clauses_status_and_interpretations(alone: TestClient) -> None:
    body = alone.get(f"/api/v1/policies/{PUBLIC}").json()
    assert (body["doc_number"], body["status"], body["checked_on"]) == (
        "示民发〔2025〕3号",
        "现行有效",
        "2026-11-23",
    )
    assert [clause["path"] for clause in body["clauses"]] == ["第一条", "第二条", "第三条"]
    assert body["clauses"][1]["responsibilities"] == [
        {"department": "示范市民政局", "role": "牵头", "matter": ""}
    ]
    assert [text["url"] for text in body["interpretations"]] == [f"/interpretations/{EXPLAINED}"]
    assert body["successor"] is None


def test_a_lapsed_document_names_its_successor(alone: TestClient) -> None:
    body = alone.get(f"/api/v1/policies/{OLD}").json()
    assert body["status"] == "已失效"
    assert body["successor"]["url"] == f"/policies/{PUBLIC}"


def test_an_interpretation_comes_with_what_it_explains(alone: TestClient) -> None:
    body = alone.get(f"/api/v1/interpretations/{EXPLAINED}").json()
    assert body["passages"] == [{"heading": "制定背景", "text": "老年人读书看报需要配镜。"}]
    assert [policy["id"] for policy in body["explains"]] == [PUBLIC]


def test_an_unchanged_document_is_not_sent_again(alone: TestClient) -> None:
    tag = alone.get(f"/api/v1/policies/{PUBLIC}").headers["etag"]
    again = alone.get(f"/api/v1/policies/{PUBLIC}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
