"""Headers of every response."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import OpenBridge

PATHS = [
    "/",
    "/search",
    "/policies/p-public",
    "/policies/p-none",
    "/api/v1/policies/p-public",
    "/health/live",
]
SITE = "https://www.example.gov.cn"


@pytest.mark.parametrize("path", PATHS)
def test_every_response_is_guarded(alone: TestClient, path: str) -> None:
    headers = alone.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["cache-control"]


def test_an_answer_is_never_kept_by_a_cache(alone: TestClient) -> None:
    response = alone.post("/api/v1/chat/messages", json={"text": "老花镜有补贴吗"})
    assert response.headers["cache-control"] == "no-store"


def test_only_known_sites_may_embed_and_call(open_bridge: OpenBridge) -> None:
    client = open_bridge(embed_origins=SITE)
    known = client.get("/api/v1/handoff", headers={"Origin": SITE})
    assert known.headers["access-control-allow-origin"] == SITE
    assert known.headers["content-security-policy"].endswith(f"frame-ancestors 'self' {SITE}")
    stranger = client.get("/api/v1/handoff", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in stranger.headers


def test_no_site_may_call_unless_it_is_named(alone: TestClient) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    response = alone.options("/api/v1/chat/messages", headers=asked)
    assert "access-control-allow-origin" not in response.headers
