"""The assistant's models over the API: asked for, compared, activated for a reason, and who runs which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from policies.assistant.folder import ModelFolder
from policies.assistant.model import Model
from policies.assistant.registry import Registry
from policies.library import Library
from tests.api.conftest import TODAY, settings_for
from tests.api.rasa_server import RasaServer
from tests.policies.assistant.conftest import MADE, figures

ASSISTANT = "/api/v1/admin/assistant"


@pytest.fixture
def registry(own_library: Library, tmp_path: Path) -> Registry:
    return Registry(own_library.store.engine, ModelFolder(tmp_path / "var" / "model"))


@pytest.fixture
def admin(
    own_library: Library, secrets: dict[str, str], rasa: RasaServer, tmp_path: Path
) -> Iterator[TestClient]:
    settings = settings_for(rasa_url=f"{rasa.url},http://127.0.0.1:9", var_dir=tmp_path / "var")
    with TestClient(create_app(settings, own_library, today=lambda: TODAY)) as client:
        client.headers["Authorization"] = f"Bearer {secrets['管理丁']}"
        yield client


def registered(registry: Registry, name: str, report: dict[str, Any]) -> None:
    registry.folder.path.mkdir(parents=True, exist_ok=True)
    registry.folder.file(name).write_bytes(b"model")
    registry.register(Model(name, MADE, "管理丁", "r", "d", 10, 5, 7.3, report, "same"))


def test_a_worse_model_is_activated_for_a_reason_and_taken_back(
    admin: TestClient, registry: Registry
) -> None:
    registered(registry, "model-1", figures(0.9, 0.95, greet=0.9))
    registered(registry, "model-2", figures(0.8, 0.95, greet=0.5))
    first = admin.post(f"{ASSISTANT}/models/model-1/activate", json={})
    assert (first.status_code, first.json()["by"]) == (200, "管理丁")
    compared = admin.get(f"{ASSISTANT}/models/model-2/comparison").json()
    assert compared["verdict"] == "worse"
    assert compared["shifts"][0] == {"intent": "greet", "before": 0.9, "after": 0.5, "examples": 40}
    refused = admin.post(f"{ASSISTANT}/models/model-2/activate", json={})
    assert refused.status_code == 422
    assert "宏平均 F1" in refused.json()["errors"][0]["reason"]
    assert admin.post(f"{ASSISTANT}/models/model-2/activate", json={"reason": "先试用"}).status_code == 200
    assert registry.folder.pointed_at() == "model-2"
    assert admin.post(f"{ASSISTANT}/models/model-1/roll-back", json={}).status_code == 422
    back = admin.post(f"{ASSISTANT}/models/model-1/roll-back", json={"reason": "答非所问"})
    assert (back.status_code, registry.folder.pointed_at()) == (200, "model-1")
    assert admin.post(f"{ASSISTANT}/models/model-9/activate", json={}).status_code == 404


def test_every_server_is_asked_which_model_it_runs(
    admin: TestClient, registry: Registry, rasa: RasaServer
) -> None:
    registered(registry, "model-7", figures(0.9, 0.95))
    admin.post(f"{ASSISTANT}/models/model-7/activate", json={"reason": "试用"})
    told = admin.get(ASSISTANT).json()
    assert told["active"] == "model-7"
    assert [(each["url"], each["status"], each["model"], each["drifts"]) for each in told["servers"]] == [
        (rasa.url, "ready", "model-1", True),
        ("http://127.0.0.1:9", "down", None, False),
    ]


def test_the_trainer_is_asked_and_stopped(admin: TestClient) -> None:
    run = admin.post(f"{ASSISTANT}/runs", json={"kind": "check"})
    assert (run.status_code, run.json()["state"]) == (201, "queued")
    assert admin.post(f"{ASSISTANT}/runs", json={"kind": "check"}).status_code == 422
    unknown = {"kind": "compare", "model_id": "model-none"}
    assert admin.post(f"{ASSISTANT}/runs", json=unknown).status_code == 404
    assert admin.post(f"{ASSISTANT}/runs/{run.json()['id']}/cancel").status_code == 204
    assert admin.get(f"{ASSISTANT}/runs/{run.json()['id']}").json()["state"] == "cancelled"
    assert admin.get(f"{ASSISTANT}/runs/run-none").status_code == 404
    assert admin.get(f"{ASSISTANT}/check").json()["checked_at"] is None
