"""Which key or session a request brings, and the digest under which it is counted."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection

from api.security.holders import bearer_of, digest_of


def bringing(**headers: str) -> HTTPConnection:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return HTTPConnection({"type": "http", "headers": raw})


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("Bearer yhd_a", "yhd_a"),
        ("bearer  yhd_a", "yhd_a"),
        ("Basic yhd_a", None),
        ("yhd_a", None),
        ("Bearer", None),
        ("Bearer ", None),
    ],
)
def test_a_key_is_what_follows_bearer(given: str, key: str | None) -> None:
    assert bearer_of(bringing(authorization=given)) == key


def test_a_key_cannot_be_read_from_its_digest() -> None:
    assert "yhd_abc" not in str(digest_of(bringing(authorization="Bearer yhd_abc")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"authorization": "Bearer yhd_a"}, {"authorization": "BEARER yhd_a"}),
        ({"authorization": "Bearer yhd_a"}, {"authorization": "Bearer yhd_a", "cookie": "yhd_session=t"}),
        ({"cookie": "yhd_session=t"}, {"cookie": "more=1; yhd_session=t"}),
        ({"cookie": "__Host-yhd_session=t"}, {"cookie": "yhd_session=t; other=2"}),
    ],
)
def test_the_same_key_or_session_has_one_digest_whatever_comes_with_it(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert digest_of(bringing(**one)) == digest_of(bringing(**other)) != digest_of(bringing())


def test_cookies_of_others_are_nothing_to_count() -> None:
    assert digest_of(bringing(cookie="session=1; theme=dark")) is None
