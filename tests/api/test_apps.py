"""An app that is started again is as good as a new one."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.api.apps import Apps


def test_an_app_that_is_started_again_remembers_nothing(apps: Apps) -> None:
    changes = {"rate_search": "1/hour"}
    with apps.one(None, changes) as first, TestClient(first) as client:
        assert [client.get("/api/v1/search?q=老花镜").status_code for _ in range(2)] == [200, 429]
    with apps.one(None, changes) as again, TestClient(again) as client:
        assert again is first
        assert client.get("/api/v1/search?q=老花镜").status_code == 200


def test_an_app_that_runs_is_nobody_elses(apps: Apps) -> None:
    with (
        apps.one(None, {}) as one,
        apps.one(None, {}) as other,
        apps.one(None, {"rate_search": "1/hour"}) as third,
    ):
        assert len({id(one), id(other), id(third)}) == 3
