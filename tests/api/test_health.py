"""Whether the service can answer."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from policies.errors import StoreError
from policies.library import Library
from tests.api.conftest import OpenBridge
from tests.api.rasa_server import RasaServer


def test_the_process_says_that_it_lives(alone: TestClient) -> None:
    assert alone.get("/health/live").json() == {"status": "live"}


def test_with_everything_up_it_is_ready_and_shows_each_part(
    open_bridge: OpenBridge, rasa: RasaServer, library: Library
) -> None:
    client = open_bridge(rasa_url=rasa.url, action_url=f"{rasa.url}/webhook")
    response = client.get("/health/ready")
    assert response.status_code == 200
    body = response.json()
    assert body["status"] == "ready"
    assert set(body["parts"]) == {"api", "database", "library", "rasa", "actions", "rates"}
    assert {part["status"] for part in body["parts"].values()} == {"ready"}
    assert all(part["version"] for part in body["parts"].values())
    assert body["parts"]["rasa"]["model"] == "model-1"
    assert body["parts"]["database"]["version"].startswith("sqlite 3")
    told = body["parts"]["library"]
    assert told["revision"] == library.store.revision()
    assert (told["pairs"], told["policies"], told["interpretations"]) == (2, 3, 2)


def test_while_rasa_loads_its_model_it_is_degraded(open_bridge: OpenBridge, rasa: RasaServer) -> None:
    rasa.is_loading = True
    client = open_bridge(rasa_url=rasa.url, action_url=f"{rasa.url}/webhook")
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    told = {"status": "loading", "version": "3.6.21", "model": None}
    assert response.json()["parts"]["rasa"] == told


def test_without_rasa_it_is_degraded_and_still_open(alone: TestClient) -> None:
    response = alone.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["parts"]["rasa"]["status"] == "down"


def test_a_library_that_cannot_answer_is_unavailable(
    open_bridge: OpenBridge, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise StoreError("index lost")

    monkeypatch.setattr(library, "refresh", fail)
    response = open_bridge().get("/health/ready")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()["parts"]["library"] == {"status": "down", "version": None}
