from __future__ import annotations

import time

import pytest
from pydantic import SecretStr

from policies.errors import InputError
from policies.helpers.address import Address
from policies.helpers.failing import HelperFailed
from tests.policies.helpers.model_server import ModelServer

KEY = SecretStr("sk-geheim-1234567890")


def post(url: str, timeout_s: float = 2.0, key: SecretStr = KEY) -> dict[str, object]:
    return Address(url, key, "X").post("/embeddings", {"model": "m", "input": ["问"]}, timeout_s)


def test_it_posts_json_with_the_key_as_bearer_token(server: ModelServer) -> None:
    post(f"{server.url}/")
    (received,) = server.received
    assert received.path == "/v1/embeddings"
    assert received.body == {"model": "m", "input": ["问"]}
    assert received.key == "Bearer sk-geheim-1234567890"


def test_without_a_key_no_authorization_is_sent(server: ModelServer) -> None:
    post(server.url, key=SecretStr(""))
    assert server.received[0].key is None


@pytest.mark.parametrize("raw", [b"<html>", b"", b"[1, 2]", b"\xff\xfe"])
def test_an_answer_that_is_no_json_object_is_a_failure(server: ModelServer, raw: bytes) -> None:
    server.raw = raw
    with pytest.raises(HelperFailed):
        post(server.url)


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_an_error_is_a_failure_that_tells_its_status_and_not_the_key(
    server: ModelServer, status: int
) -> None:
    server.status = status
    with pytest.raises(HelperFailed, match=str(status)) as caught:
        post(server.url)
    assert "geheim" not in repr(caught.value)


def test_a_slow_server_is_left_after_the_time_limit(server: ModelServer) -> None:
    server.delay_s = 2.0
    began = time.monotonic()
    with pytest.raises(HelperFailed):
        post(server.url, timeout_s=0.1)
    assert time.monotonic() - began < 1.0


def test_a_dead_server_is_a_failure(dead: str) -> None:
    with pytest.raises(HelperFailed, match="ConnectError"):
        post(dead)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://models.example.com/v1", "helper_open_url"),
        ("http://8.8.8.8/v1", "helper_open_url"),
        ("ftp://models.example.com", "helper_bad_url"),
        ("models", "helper_bad_url"),
    ],
)
def test_a_question_never_goes_over_an_open_network_unencrypted(url: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        Address(url, KEY, "YIHAODA_DENSE_URL")
    assert (caught.value.where, caught.value.reason) == ("YIHAODA_DENSE_URL", reason)


@pytest.mark.parametrize(
    "url", ["https://models.example.com/v1", "http://10.1.2.3:9000/v1", "http://models/v1"]
)
def test_private_and_encrypted_addresses_are_taken(url: str) -> None:
    assert Address(url, KEY, "X").url == url
