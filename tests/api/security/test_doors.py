"""How often one may come, what one is told, and who is let in nevertheless."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any, get_args
from uuid import uuid4

import pytest
import redis
import structlog
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api.problems import MEDIA_TYPE
from api.security.doors import DOORS, door_of
from api.security.rate_settings import Door
from api.security.rates import Standing, fields
from policies.content.keys import KeyRing, Role
from policies.content.sites import Site, Sites
from policies.library import Library
from tests.api.conftest import OpenBridge
from tests.api.content import QUESTION
from tests.conftest import missing

MESSAGES, SOCKET = "/api/v1/chat/messages", "/api/v1/chat/socket"
REDIS = "redis://127.0.0.1:6379/9"
HOME = "https://www.example.gov.cn"


def ask(client: TestClient, text: str = QUESTION, **headers: str) -> Any:
    return client.post(MESSAGES, json={"text": text}, headers=headers)


def test_every_answer_tells_the_limit_and_what_is_left_of_it(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_chat="3/hour")
    told = [ask(client).headers for _ in range(2)]
    assert [each["ratelimit-policy"] for each in told] == ['"chat";q=3;w=3600'] * 2
    assert [each["ratelimit"].split(";")[:2] for each in told] == [['"chat"', "r=2"], ['"chat"', "r=1"]]
    assert all("retry-after" not in each for each in told)


def test_one_too_many_is_refused_kindly_with_when_to_come_again(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_chat="2/minute")
    _until_the_window_is_young(60)
    answers = [ask(client) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    last = answers[-1]
    assert last.headers["content-type"] == MEDIA_TYPE
    assert 1 <= int(last.headers["retry-after"]) <= 61
    assert last.json()["type"].endswith("too-many-questions")
    wait = last.headers["retry-after"]
    assert f"{wait}秒" in last.json()["detail"]
    assert all(number in last.json()["detail"] for number in ("110", "119", "120", "122"))


def test_a_refused_question_is_welcome_when_the_time_told_has_passed(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_search="2/second")
    deadline = time.monotonic() + 10
    while (answer := client.get("/api/v1/questions?q=老花")).status_code == 200:
        assert time.monotonic() < deadline
    time.sleep(int(answer.headers["retry-after"]))  # the time told is what is tried
    assert client.get("/api/v1/questions?q=老花").status_code == 200


def test_an_emergency_is_answered_beyond_the_limit_and_not_without_end(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_chat="1/hour", rate_emergency="2/hour")
    ask(client)
    told = [ask(client, "家里着火了快来人") for _ in range(3)]
    assert [each.status_code for each in told] == [200, 200, 429]
    assert told[0].json()["reply"]["outcome"] == "emergency"
    assert "119" in told[0].json()["reply"]["summary"]
    assert "119" in told[2].json()["detail"]
    assert ask(client).status_code == 429


def test_who_never_stops_is_not_even_listened_to(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_chat="1/hour", rate_pages="2/hour")
    told = [ask(client, "家里着火了快来人") for _ in range(4)]
    assert [each.status_code for each in told] == [200, 200, 200, 429]
    assert "119" in told[3].json()["detail"]


def test_the_line_counts_together_with_http_and_stays_open(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_chat="2/hour")
    ask(client)
    key = uuid4().hex
    with client.websocket_connect(SOCKET) as line:
        line.send_json({"text": QUESTION})
        assert line.receive_json()["status"] == 200
        line.send_json({"text": QUESTION, "client_id": key})
        refused = line.receive_json()
        line.send_json({"text": "家里着火了快来人"})
        urgent = line.receive_json()
    assert (refused["client_id"], refused["status"]) == (key, 429)
    assert refused["retry_after"] >= 1
    assert "再发送" in refused["body"]["detail"]
    assert urgent["body"]["reply"]["outcome"] == "emergency"


def test_a_website_has_a_limit_for_all_its_visitors(open_bridge: OpenBridge, library: Library) -> None:
    Sites(library.store).save(Site("portal", "政策咨询", origins=(HOME,)), "管理丁")
    try:
        client = open_bridge(rate_site="2/hour")
        told = [ask(client, Origin=HOME) for _ in range(3)]
        assert [each.status_code for each in told] == [200, 200, 429]
        assert '"site";r=0' in told[2].headers["ratelimit"]
        exposed = told[2].headers["access-control-expose-headers"]
        assert {"Retry-After", "RateLimit"} <= set(exposed.split(", "))
        assert ask(client).status_code == 200
    finally:
        Sites(library.store).delete("portal", "管理丁")


def test_each_key_has_its_own_count(open_bridge: OpenBridge, library: Library) -> None:
    client = open_bridge(rate_hotline="1/hour")
    keys = [KeyRing(library.store).make(f"热线{n}", [Role.HOTLINE])[1] for n in range(2)]
    calls = [
        client.post("/api/v1/hotline/calls", json={}, headers={"Authorization": f"Bearer {key}"})
        for key in (keys[0], keys[0], keys[1])
    ]
    assert [each.status_code for each in calls] == [201, 429, 201]
    assert calls[1].json()["type"].endswith("too-many-requests")


def test_keys_cannot_be_tried_without_end(open_bridge: OpenBridge, library: Library) -> None:
    client = open_bridge(rate_denied="3/hour")
    tried = [
        client.get("/api/v1/admin/pairs", headers={"Authorization": f"Bearer yhd_{number}"}).status_code
        for number in range(5)
    ]
    assert tried == [401, 401, 401, 429, 429]
    good = KeyRing(library.store).make("编辑", [Role.EDITOR])[1]
    shut = client.get("/api/v1/admin/pairs", headers={"Authorization": f"Bearer {good}"})
    assert shut.status_code == 429


def test_an_invented_key_counts_for_its_address_whatever_the_answer_is(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_admin="3/hour")
    answers = [
        client.get("/api/v1/admin/nowhere", headers={"Authorization": f"Bearer yhd_{number}"}).status_code
        for number in range(5)
    ]
    assert answers == [404, 404, 404, 429, 429]


def test_a_key_that_opened_something_is_not_shut_out_by_who_guesses_beside_it(
    open_bridge: OpenBridge, library: Library
) -> None:
    client = open_bridge(rate_denied="1/hour", rate_admin="4/hour")
    ring = KeyRing(library.store)
    key, good = ring.make("编辑", [Role.EDITOR])

    def read(secret: str, page: str = "pairs") -> int:
        answer = client.get(f"/api/v1/admin/{page}", headers={"Authorization": f"Bearer {secret}"})
        return answer.status_code

    assert [read(each) for each in (good, "yhd_a", "yhd_b", good)] == [200, 401, 429, 200]
    ring.revoke(key.id)
    assert [read(good), read(good)] == [401, 429]


def test_who_signed_in_is_counted_apart_from_colleagues_behind_the_same_address(
    open_bridge: OpenBridge,
) -> None:
    client = open_bridge(rate_admin="1/hour", rate_denied="")
    called = [
        client.get("/api/v1/admin/pairs", headers={"Cookie": f"yhd_session={name}"}).status_code
        for name in ("a", "a", "b")
    ]
    assert called == [401, 429, 401]


def test_a_browser_gets_a_page_and_its_time(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_pages="1/hour")
    client.get("/departments")
    refused = client.get("/departments", headers={"Accept": "text/html"})
    assert (refused.status_code, refused.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert int(refused.headers["retry-after"]) > 1
    assert "请求太频繁" in refused.text


def test_an_empty_rate_is_no_limit(open_bridge: OpenBridge) -> None:
    headers = open_bridge(rate_chat="").post(MESSAGES, json={"text": QUESTION}).headers
    assert "ratelimit" not in headers


@pytest.mark.parametrize(
    "address", ["/api/v1/live/events", "/api/v1/hotline/calls/none/assist"], ids=["desk", "assist"]
)
def test_keys_cannot_be_tried_without_end_over_a_line_either(open_bridge: OpenBridge, address: str) -> None:
    client = open_bridge(rate_denied="3/hour")
    codes = [closing_code(client, address, Authorization=f"Bearer yhd_{number}") for number in range(4)]
    assert codes == [1008, 1008, 1008, 1013]
    over_http = client.get("/api/v1/admin/pairs", headers={"Authorization": "Bearer yhd_x"})
    assert over_http.status_code == 429


def test_conversations_cannot_be_guessed_without_end_over_a_line(open_bridge: OpenBridge) -> None:
    client = open_bridge(rate_pages="2/hour")
    codes = [closing_code(client, f"/api/v1/conversations/c-{n}/handoff/socket") for n in range(3)]
    assert codes == [1008, 1008, 1013]


def closing_code(client: TestClient, address: str, **headers: str) -> int:
    """Return with which code a line that is not accepted is closed."""
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(address, headers=headers),
    ):
        pass
    return int(closed.value.code)


@pytest.fixture
def emptied() -> Iterator[redis.Redis]:
    """A database of Redis's with nothing in it, emptied again in the end."""
    client = redis.Redis.from_url(REDIS)
    try:
        client.flushdb()
    except redis.ConnectionError:
        missing("Redis", "no server answers at 127.0.0.1:6379")
    yield client
    client.flushdb()
    client.close()


def test_processes_count_together_in_redis(open_bridge: OpenBridge, emptied: redis.Redis) -> None:
    one, other = (open_bridge(rate_chat="2/hour", redis_url=REDIS) for _ in range(2))
    assert [ask(each).status_code for each in (one, other, one)] == [200, 200, 429]
    assert one.get("/health/ready").json()["parts"]["rates"] == {"status": "ready", "version": "redis"}
    names = [str(name) for name in emptied.keys("*")]
    assert names
    assert all("yihaoda:rate" in name and "testclient" not in name for name in names)


def test_where_redis_is_silent_each_process_counts_for_itself_and_says_so(open_bridge: OpenBridge) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        client = open_bridge(rate_chat="2/hour", redis_url=f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        with structlog.testing.capture_logs() as logs:
            answers = [ask(client).status_code for _ in range(3)]
        assert answers == [200, 200, 429]
        assert [each["event"] for each in logs].count("rate_store_silent") == 2
        health = client.get("/health/ready").json()
        assert health["parts"]["rates"] == {"status": "down", "version": "redis"}
        assert health["status"] == "degraded"


def test_a_proxy_that_is_not_ours_is_told_of_once(open_bridge: OpenBridge) -> None:
    client = open_bridge()
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            client.get("/health/live", headers={"X-Forwarded-For": "192.0.2.1"})
    assert [each["event"] for each in logs].count("forwarded_address_ignored") == 1


@pytest.mark.parametrize(
    ("path", "door"),
    [
        (MESSAGES, "chat"),
        (SOCKET, "pages"),
        ("/api/v1/search", "search"),
        ("/search", "search"),
        ("/api/v1/questions", "search"),
        ("/api/v1/messages/m-1/feedback", "feedback"),
        ("/api/v1/conversations/c-1/satisfaction", "feedback"),
        ("/api/v1/contacts", "contacts"),
        ("/api/v1/hotline/calls", "hotline"),
        ("/api/v1/admin/pairs", "admin"),
        ("/api/v1/staff/me", "admin"),
        ("/api/v1/handoffs", "feedback"),
        ("/api/v1/handoff", "pages"),
        ("/webhooks/rest/webhook", "channel"),
        ("/static/page.js", "static"),
        ("/health/ready", "health"),
        ("/policies/p-1", "pages"),
        ("/", "pages"),
        ("/api/v1/conversations/c-1/handoff", "pages"),
        ("/api/v1/live/queue", "admin"),
    ],
)
def test_every_address_has_its_door(path: str, door: str) -> None:
    assert door_of(path) == door


def test_every_door_is_somewheres_or_counted_beside_another() -> None:
    beside = {"emergency", "denied", "site"}
    assert {door for _, door in DOORS} | {"pages"} | beside == set(get_args(Door))


def test_the_fields_are_those_of_the_draft() -> None:
    told = fields([Standing("chat", 60, 60, 0, 7, True), Standing("site", 9, 60, 3, 1, False)])
    assert told == {
        "RateLimit-Policy": '"chat";q=60;w=60, "site";q=9;w=60',
        "RateLimit": '"chat";r=0;t=7, "site";r=3;t=1',
        "Retry-After": "7",
    }


def _until_the_window_is_young(window_s: int) -> None:
    """Wait out the last moments of a window: what is counted before its end weighs less after it."""
    left = window_s - time.time() % window_s
    if left < 2:
        time.sleep(left)
