"""Searching over HTTP."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.api.content import PAIR, PUBLIC, QUESTION, SUMMARY


def test_pairs_and_passages_are_found_with_their_sources(alone: TestClient) -> None:
    body = alone.get("/api/v1/search", params={"q": "老花镜补贴", "region": "示范市"}).json()
    assert set(body) == {"pairs", "passages"}
    best = body["pairs"][0]
    assert (best["qa_id"], best["question"], best["summary"]) == (PAIR, QUESTION, SUMMARY)
    passage = next(each for each in body["passages"] if each["source_id"] == PUBLIC)
    assert passage["title"] == "示范市老花镜补贴办法"
    assert passage["status"] == "现行有效"
    assert passage["url"].startswith(f"/policies/{PUBLIC}")


def test_a_document_number_finds_its_document(alone: TestClient) -> None:
    body = alone.get("/api/v1/search", params={"q": "示民发[2025]3号"}).json()
    assert body["passages"][0]["source_id"] == PUBLIC


def test_nothing_that_is_not_public_is_found(alone: TestClient) -> None:
    response = alone.get("/api/v1/search", params={"q": "秘藏补贴的内部工作安排"})
    assert "秘藏" not in response.text
    assert "内部备注" not in response.text


def test_no_more_is_given_than_asked_for(alone: TestClient) -> None:
    body = alone.get("/api/v1/search", params={"q": "老年人", "limit": 1}).json()
    assert len(body["pairs"]) <= 1
    assert len(body["passages"]) <= 1
