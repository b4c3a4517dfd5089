"""The bridge's way into Rasa, over real HTTP."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

SECRET = "a-secret-for-the-channel-test"


def started(bot_python: Path, root: Path, *arguments: str) -> Iterator[httpx.Client]:
    command = [str(bot_python), "-m", "tests.bot.serve_channel", SECRET, *arguments]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        transport = httpx.HTTPTransport(retries=5)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/webhooks/bridge", transport=transport) as client:
            yield client
        process.terminate()


@pytest.fixture(scope="module")
def channel(bot_python: Path, root: Path) -> Iterator[httpx.Client]:
    yield from started(bot_python, root)


def post(channel: httpx.Client, body: Any, secret: str = SECRET) -> httpx.Response:
    return channel.post("/webhook", json=body, headers={"Authorization": f"Bearer {secret}"})


def arrived(channel: httpx.Client, text: str) -> str:
    answer = post(channel, {"sender": "c-1", "message": text}).json()
    return str(answer["messages"][0]["custom"]["text"])


def test_a_turn_returns_its_messages_and_passes_the_metadata_on(channel: httpx.Client) -> None:
    metadata = {"region": "示范市", "asked_on": "2026-11-23", "is_external": True}
    answer = post(channel, {"sender": "c-1", "message": "低保怎么申请", "metadata": metadata})
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert answer.json()["messages"][0]["custom"] == {
        "text": "低保怎么申请",
        "sender": "c-1",
        "metadata": {"region": "示范市", "asked_on": "2026-11-23"},
    }


@pytest.mark.parametrize("secret", ["x", "wrong", SECRET + "x", "密"])
def test_a_wrong_secret_is_refused(channel: httpx.Client, secret: str) -> None:
    header = f"Bearer {secret}".encode()
    answer = channel.post(
        "/webhook", json={"sender": "a", "message": "b"}, headers={b"Authorization": header}
    )
    assert answer.status_code == 401


def test_no_secret_is_refused(channel: httpx.Client) -> None:
    assert channel.post("/webhook", json={"sender": "a", "message": "b"}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {},
        {"sender": "a"},
        {"sender": "", "message": "b"},
        {"sender": "a", "message": "  "},
        {"sender": 1, "message": "b"},
        {"sender": "a", "message": "b", "metadata": [1]},
    ],
)
def test_a_malformed_body_is_refused(channel: httpx.Client, body: Any) -> None:
    assert post(channel, body).status_code == 400


def test_an_exception_in_a_turn_is_an_error(channel: httpx.Client) -> None:
    answer = post(channel, {"sender": "a", "message": "出错"})
    assert (answer.status_code, answer.json()) == (500, {"ok": False, "error": "RuntimeError"})


def test_a_turn_without_a_message_is_an_error(channel: httpx.Client) -> None:
    answer = post(channel, {"sender": "a", "message": "沉默"})
    assert (answer.status_code, answer.json()) == (500, {"ok": False, "error": "no_message"})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("/restart", "restart"),
        (' /change_region{"region":"示范市"}', 'change_region{"region":"示范市"}'),
        ("// /handoff", "handoff"),
        ("／restart", "restart"),
        ("/", "／"),
        ("/ /", "／"),
        ("EXTERNAL: restart", "EXTERNAL: restart"),
        ("元/月是什么意思", "元/月是什么意思"),
    ],
)
def test_a_citizens_slash_is_no_command(channel: httpx.Client, said: str, read: str) -> None:
    assert arrived(channel, said) == read


def test_the_channel_says_which_model_is_loaded(channel: httpx.Client) -> None:
    assert channel.get("/").json() == {"status": "ready", "model": "m.tar.gz"}


def test_the_channel_is_not_ready_without_a_model(bot_python: Path, root: Path) -> None:
    for client in started(bot_python, root, "--no-model"):
        assert client.get("/").status_code == 503
