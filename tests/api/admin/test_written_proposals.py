"""Similar questions that a site's model writes when an editor saves a pair."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from policies.content.keys import KeyRing, Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.policies.helpers.model_server import ModelServer, model_server

ADDRESS = "/api/v1/admin/proposals"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as state:
        state.reply = lambda body: "房产证咋办下来\n房产登记要跑哪儿"
        yield state


@pytest.fixture
def editor(server: ModelServer, tmp_path: Path) -> Iterator[TestClient]:
    settings = LibrarySettings(
        database_url=f"sqlite:///{tmp_path / 'library.db'}", chat_url=server.url, chat_model="qwen"
    )
    library = Library.open(settings)
    secret = KeyRing(library.store).make("编辑甲", [Role.EDITOR])[1]
    with TestClient(create_app(settings_for(), library, today=lambda: TODAY)) as client:
        client.headers["Authorization"] = f"Bearer {secret}"
        yield client
    library.close()


def test_the_model_writes_for_a_saved_pair_and_again_on_demand_only(
    editor: TestClient, server: ModelServer
) -> None:
    pair = {"question": "为什么要进行房产登记", "summary": "为保护权利人。"}
    made = editor.post("/api/v1/admin/pairs", json=pair).json()["pair"]
    found = editor.get(ADDRESS, params={"pair_id": made["id"]}).json()
    assert {each["text"] for each in found if each["origin"] == "model"} == {
        "房产登记要跑哪儿",
        "房产证咋办下来",
    }
    assert len(server.received) == 1
    change = {**pair, "summary": "为保护权利人的权利。", "version": made["version"]}
    assert editor.put(f"/api/v1/admin/pairs/{made['id']}", json=change).status_code == 200
    assert len(server.received) == 1
    drafted = editor.post(f"{ADDRESS}/draft", json={"pair_id": made["id"], "model": True})
    assert drafted.status_code == 200
    assert len(server.received) == 2
