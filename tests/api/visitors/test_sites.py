"""Sites: who may show the chat, and how it looks there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from policies.content.audit import audit_entries
from policies.content.sites import Site, Sites
from policies.errors import InputError
from policies.library import Library
from tests.api.conftest import OpenBridge

HOME, STRANGER = "https://www.example.gov.cn", "https://evil.example"
SITE = Site("portal", "政策咨询", "#7a1f1f", "想问什么政策？", ("老花镜有补贴吗",), (HOME,))
ASKED = {
    "Origin": HOME,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type",
}


@pytest.fixture
def site(library: Library) -> Iterator[Site]:
    sites = Sites(library.store)
    yield sites.save(SITE, "管理丁")
    sites.delete(SITE.id, "管理丁")


@pytest.fixture
def client(open_bridge: OpenBridge, site: Site) -> TestClient:
    return open_bridge()


def test_a_site_gets_its_look_and_every_word(client: TestClient) -> None:
    response = client.get("/api/v1/sites/portal", headers={"Origin": HOME})
    found = response.json()
    assert response.headers["access-control-allow-origin"] == HOME
    assert (found["title"], found["hot"]) == ("政策咨询", ["老花镜有补贴吗"])
    assert found["texts"]["greeting_title"] == "想问什么政策？"
    assert found["colors"]["accent"] == "#7a1f1f"
    assert found["panel"]["open"]


def test_another_website_gets_neither_the_look_nor_an_answer(client: TestClient) -> None:
    refused = client.get("/api/v1/sites/portal", headers={"Origin": STRANGER})
    assert (refused.status_code, refused.json()["title"]) == (403, "这个网站没有获准使用")
    assert "access-control-allow-origin" not in refused.headers
    preflight = client.options("/api/v1/chat/messages", headers={**ASKED, "Origin": STRANGER})
    assert "access-control-allow-origin" not in preflight.headers


def test_an_allowed_website_may_ask(client: TestClient) -> None:
    preflight = client.options("/api/v1/chat/messages", headers=ASKED)
    assert preflight.headers["access-control-allow-origin"] == HOME
    answered = client.post("/api/v1/chat/messages", json={"text": "老花镜有补贴吗"}, headers={"Origin": HOME})
    assert answered.headers["access-control-allow-origin"] == HOME


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/admin/pairs",
        "/api/v1/hotline/calls",
        "/api/v1/live/queue",
        "/api/v1/staff/me",
        "/health/ready",
        "/",
    ],
)
def test_no_website_reads_what_is_not_for_visitors(client: TestClient, path: str) -> None:
    asked = client.get(path, headers={"Origin": HOME})
    assert "access-control-allow-origin" not in asked.headers
    preflight = client.options(path, headers={**ASKED, "Origin": HOME})
    assert "access-control-allow-origin" not in preflight.headers


def test_a_site_taken_away_may_ask_no_longer(open_bridge: OpenBridge, library: Library) -> None:
    sites = Sites(library.store)
    sites.save(SITE, "管理丁")
    sites.delete(SITE.id, "管理丁")
    client = open_bridge()
    assert client.get("/api/v1/sites/portal").status_code == 404
    assert "access-control-allow-origin" not in client.options("/api/v1/chat/messages", headers=ASKED).headers
    assert [each.action for each in audit_entries(library.store, kind="site", limit=2)] == ["delete", "save"]


def test_only_the_sites_own_origins_may_frame_its_chat(client: TestClient) -> None:
    policy = client.get("/embed?site=portal").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {HOME}")
    assert client.get("/").headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert client.get("/embed?site=none").status_code == 404


def test_the_snippet_and_the_modules_may_be_loaded_from_anywhere(client: TestClient) -> None:
    snippet = client.get("/embed.js")
    assert snippet.headers["content-type"].startswith("text/javascript")
    assert snippet.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/static/chat/main.js").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"id": "Portal"}, "site_name"),
        ({"id": "a b"}, "site_name"),
        ({"color": "red"}, "site_color"),
        ({"color": "#ffd400"}, "site_contrast"),
        ({"origins": ("https://www.example.gov.cn/",)}, "site_origin"),
        ({"origins": ("*",)}, "site_origin"),
        ({"origins": ("https://a.cn; script-src *",)}, "site_origin"),
    ],
)
def test_a_site_that_would_be_unsafe_or_unreadable_is_refused(
    library: Library, changed: dict[str, object], reason: str
) -> None:
    values: dict[str, object] = {"id": "portal", "title": "政策咨询", **changed}
    with pytest.raises(InputError) as refused:
        Sites(library.store).save(Site(**values), "管理丁")  # type: ignore[arg-type]
    assert refused.value.reason == reason
