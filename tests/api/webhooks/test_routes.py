"""Webhooks as admins register them, and the running bridge that tells them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from policies.content.keys import KeyRing, Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.api.content import fill
from tests.api.webhooks.receiver import Receiver, documented_verify
from tests.databases import laid_out

HOOKS, ORDERS = "/api/v1/admin/webhooks", "/api/v1/workorders"


@pytest.fixture
def own_library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(LibrarySettings(database_url=laid_out(tmp_path / "library.db"), index_dir=None))
    fill(opened.store)
    yield opened
    opened.close()


def opened(library: Library, *, private: bool) -> TestClient:
    app = create_app(settings_for(webhook_private=private), library, today=lambda: TODAY)
    secret = KeyRing(library.store).make("管理丁", [Role.ADMIN])[1]
    return TestClient(app, headers={"Authorization": f"Bearer {secret}"}, raise_server_exceptions=False)


def order(number: int) -> dict[str, object]:
    return {"idempotency_key": f"order-{number:020d}", "words": "路灯坏了没人修"}


def test_the_running_bridge_tells_a_registered_address_and_tries_again(own_library: Library) -> None:
    with Receiver(500) as receiver, opened(own_library, private=True) as client:
        registered = client.post(HOOKS, json={"url": receiver.url, "note": "政务平台"}).json()
        made = client.post(ORDERS, json=order(1)).json()
        first, second = receiver.next(), receiver.next(30)
        assert first[0]["webhook-id"] == second[0]["webhook-id"]
        for headers, body in (first, second):
            assert documented_verify()(registered["secret"], headers, body)
            assert json.loads(body)["data"]["number"] == made["number"]


def test_a_secret_is_told_once_and_stored_sealed(own_library: Library) -> None:
    with opened(own_library, private=True) as client:
        registered = client.post(HOOKS, json={"url": "http://127.0.0.1:9/x"}).json()
        secret = registered["secret"]
        assert secret.startswith("whsec_")
        assert secret not in client.get(HOOKS).text
        with own_library.store.engine.connect() as connection:
            assert secret[6:] not in str(connection.exec_driver_sql("SELECT * FROM webhook").all())
        renewed = client.post(f"{HOOKS}/{registered['id']}/secret").json()
        assert renewed["secret"] != secret
    with Receiver() as receiver, opened(own_library, private=True) as client:
        with_it = client.post(HOOKS, json={"url": receiver.url}).json()
        again = client.post(f"{HOOKS}/{with_it['id']}/secret").json()["secret"]
        client.post(ORDERS, json=order(2))
        headers, body = receiver.next()
        assert documented_verify()(again, headers, body)
        assert not documented_verify()(with_it["secret"], headers, body)


def test_an_address_inside_is_refused_by_default(own_library: Library) -> None:
    with opened(own_library, private=False) as client:
        refused = client.post(HOOKS, json={"url": "https://169.254.169.254/latest"})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "url")
        assert "内网" in refused.json()["errors"][0]["reason"]
        assert client.post(HOOKS, json={"url": "http://example.com/x"}).status_code == 422
        assert client.post(HOOKS, json={"url": "https://example.com/x"}).status_code == 201


def test_what_was_given_up_is_listed_and_sent_again(own_library: Library) -> None:
    with Receiver(410) as receiver, opened(own_library, private=True) as client:
        webhook = client.post(HOOKS, json={"url": receiver.url, "events": ["workorder.created"]}).json()
        made = client.post(ORDERS, json=order(3)).json()
        receiver.next()
        dead = _until_dead(client)
        assert (dead["subject"], dead["type"]) == (made["number"], "workorder.created")
        assert client.get(HOOKS).json()[0]["disabled_at"] is not None
        assert client.post(f"{HOOKS}/{webhook['id']}/enable").status_code == 204
        assert client.post(f"{HOOKS}/deliveries/{dead['id']}/replay").status_code == 204
        assert receiver.next()[0]["webhook-id"] == dead["event_id"]
        assert client.delete(f"{HOOKS}/{webhook['id']}").status_code == 204
        assert client.get(f"{HOOKS}/deliveries").json()["items"] == []


def test_what_is_not_there_is_said_not_to_be(own_library: Library) -> None:
    with opened(own_library, private=False) as client:
        assert client.post(f"{HOOKS}/deliveries/99/replay").json()["title"] == "没有这条通知"
        assert client.delete(f"{HOOKS}/none").json()["title"] == "没有这个回调地址"


def _until_dead(client: TestClient) -> dict[str, object]:
    """Ask until the bridge has written down what the receiver answered."""
    for _ in range(500):
        found = client.get(f"{HOOKS}/deliveries", params={"state": "dead"}).json()["items"]
        if found:
            return dict(found[0])
    raise AssertionError("nothing was given up")
