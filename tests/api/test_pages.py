"""Pages rendered here, read without scripts."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.content import EXPLAINED, HIDDEN_EXPLAINED, OLD, ON_REQUEST, PUBLIC, QUESTION


def test_the_first_page_offers_questions_and_regions(alone: TestClient) -> None:
    text = alone.get("/").text
    assert QUESTION in text
    assert "示范市云川区" in text


def test_a_document_stands_on_its_page_with_its_status_and_clauses(alone: TestClient) -> None:
    response = alone.get(f"/policies/{PUBLIC}")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for shown in ("示范市老花镜补贴办法", "示民发〔2025〕3号", "现行有效", 'id="第二条"', "解读"):
        assert shown in response.text


def test_markup_in_a_document_is_shown_and_not_obeyed(alone: TestClient) -> None:
    text = alone.get(f"/policies/{PUBLIC}").text
    assert "&lt;b&gt;不收费&lt;/b&gt;" in text
    assert "<b>不收费" not in text


def test_a_lapsed_document_says_so(alone: TestClient) -> None:
    assert "已失效" in alone.get(f"/policies/{OLD}").text


def test_the_cited_clause_is_marked(alone: TestClient) -> None:
    plain = alone.get(f"/policies/{PUBLIC}").text
    marked = alone.get(f"/policies/{PUBLIC}", params={"clause": "第二条"}).text
    assert plain.count("cited") < marked.count("cited")


def test_an_interpretation_links_to_its_document(alone: TestClient) -> None:
    assert f"/policies/{PUBLIC}" in alone.get(f"/interpretations/{EXPLAINED}").text


@pytest.mark.parametrize("path", [f"/policies/{ON_REQUEST}", f"/interpretations/{HIDDEN_EXPLAINED}"])
@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_what_is_not_for_everybody_is_not_there(alone: TestClient, prefix: str, path: str) -> None:
    response = alone.get(prefix + path)
    assert response.status_code == 404
    assert "秘藏" not in response.text


def test_search_finds_without_scripts(alone: TestClient) -> None:
    text = alone.get("/search", params={"q": "老花镜补贴"}).text
    assert QUESTION in text
    assert f"/policies/{PUBLIC}" in text


def test_a_search_for_nothing_shows_the_form(alone: TestClient) -> None:
    assert alone.get("/search").status_code == 200
    assert "<form" in alone.get("/search", params={"q": "  "}).text


def test_what_is_searched_is_shown_escaped(alone: TestClient) -> None:
    text = alone.get("/search", params={"q": "<script>alert(1)</script>老花镜"}).text
    assert "<script>alert" not in text


def test_a_search_that_is_too_long_is_a_page_that_says_so(alone: TestClient) -> None:
    response = alone.get("/search", params={"q": "医" * 201}, headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert "填写的内容不符合要求" in response.text


@pytest.mark.parametrize("path", ["/", "/search", f"/policies/{PUBLIC}", f"/interpretations/{EXPLAINED}"])
def test_a_page_answers_to_head(alone: TestClient, path: str) -> None:
    response = alone.head(path)
    assert response.status_code == 200
    assert response.content == b""


def test_no_page_holds_script_or_style_that_the_content_policy_forbids(alone: TestClient) -> None:
    for path in ("/", "/search?q=老花镜", f"/policies/{PUBLIC}", f"/interpretations/{EXPLAINED}", "/nothing"):
        text = alone.get(path, headers={"Accept": "text/html"}).text
        scripts = [part.split(">")[0] for part in text.split("<script")[1:]]
        assert all("src=" in script or "json" in script for script in scripts)
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text


def test_static_files_are_checked_by_their_etag(alone: TestClient) -> None:
    first = alone.get("/static/page.css")
    assert first.headers["cache-control"] == "no-cache"
    again = alone.get("/static/page.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
