"""Pages to look through: departments, older beside newer, the site map; only what everybody may read."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import OpenBridge
from tests.api.content import EXPLAINED, HIDDEN_EXPLAINED, OLD, ON_REQUEST, PUBLIC, QUESTION

OFFICE = "示范市民政局"


def markup_of(client: TestClient, path: str) -> list[dict[str, Any]]:
    """Return a page's blocks of structured data."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL
    )
    return [json.loads(block) for block in found]


def test_the_directory_lists_departments_with_their_numbers(alone: TestClient) -> None:
    text = alone.get("/departments").text
    assert OFFICE in text
    assert 'href="tel:000088800001"' in text


def test_a_department_shows_how_to_reach_it_its_questions_duties_and_documents(alone: TestClient) -> None:
    text = alone.get(f"/departments/{OFFICE}").text
    for shown in ("工作日 9:00-17:00", QUESTION, "<b>牵头</b>", f"/policies/{PUBLIC}", "示民发〔2025〕3号"):
        assert shown in text
    assert ON_REQUEST not in text


def test_a_department_that_is_none_is_told_so(alone: TestClient) -> None:
    response = alone.get("/departments/没有的局", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "没有找到这个部门" in response.text


def test_the_older_text_stands_beside_the_newer(alone: TestClient) -> None:
    response = alone.get(f"/policies/{PUBLIC}/changes")
    assert response.status_code == 200
    assert "<del>" in response.text
    assert "示民发〔2020〕1号" in response.text
    for path in (f"/policies/{PUBLIC}", f"/policies/{OLD}"):
        assert f"/policies/{PUBLIC}/changes" in alone.get(path).text


@pytest.mark.parametrize(
    "path", [f"/policies/{OLD}/changes", f"/policies/{PUBLIC}/changes?from={ON_REQUEST}"]
)
def test_what_replaces_nothing_has_nothing_beside_it(alone: TestClient, path: str) -> None:
    assert alone.get(path).status_code == 404


def test_the_site_map_names_every_open_page_and_each_of_them_opens(alone: TestClient) -> None:
    response = alone.get("/sitemap.xml")
    assert response.headers["content-type"].startswith("application/xml")
    paths = [
        unquote(each.text or "").removeprefix("http://testserver")
        for each in ElementTree.fromstring(response.text).findall(".//{*}loc")
    ]
    wanted = {
        "/",
        f"/policies/{PUBLIC}",
        f"/policies/{OLD}",
        f"/interpretations/{EXPLAINED}",
        f"/departments/{OFFICE}",
        f"/policies/{PUBLIC}/changes",
    }
    assert wanted <= set(paths)
    assert not {f"/policies/{ON_REQUEST}", f"/interpretations/{HIDDEN_EXPLAINED}"} & set(paths)
    assert {alone.get(path).status_code for path in paths} == {200}


def test_search_engines_are_told_what_to_leave_alone_and_where_the_map_is(alone: TestClient) -> None:
    text = alone.get("/robots.txt").text
    assert "Disallow: /api/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_page_has_one_canonical_address_under_the_public_name(open_bridge: OpenBridge) -> None:
    client = open_bridge(public_url="https://ask.example.gov.cn/")
    text = client.get(f"/policies/{PUBLIC}", params={"clause": "第二条"}).text
    assert f'<link rel="canonical" href="https://ask.example.gov.cn/policies/{PUBLIC}">' in text
    assert 'content="noindex"' in client.get("/search", params={"q": "老花镜"}).text
    assert 'content="noindex"' in client.get("/nothing", headers={"Accept": "text/html"}).text


def test_pages_say_what_they_are_in_the_words_of_schema_org(alone: TestClient) -> None:
    (service,) = markup_of(alone, "/")
    assert (service["@type"], service["url"]) == ("GovernmentService", "http://testserver/")
    (law,) = markup_of(alone, f"/policies/{PUBLIC}")
    assert law["legislationIdentifier"] == "示民发〔2025〕3号"
    assert law["legislationLegalForce"].endswith("/InForce")
    (lapsed,) = markup_of(alone, f"/policies/{OLD}")
    assert lapsed["legislationLegalForce"].endswith("/NotInForce")
    office, questions = markup_of(alone, f"/departments/{OFFICE}")
    assert office["telephone"] == "0000-88800001"
    assert questions["@type"] == "FAQPage"
    assert QUESTION in [each["name"] for each in questions["mainEntity"]]
