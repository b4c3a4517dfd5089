"""Listening on IPv4 and IPv6."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn

from api.listening import listen
from api.main import create_app
from policies.library import Library
from tests.api.conftest import TODAY, settings_for
from tests.conftest import missing


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def port(library: Library) -> Iterator[int]:
    """A bridge on both loopbacks, as `python -m api` opens them."""
    if not has_ipv6():
        missing("IPv6", "this machine has no ::1")
    number = free_port()
    settings = settings_for(port=number)
    app = create_app(settings, library, today=lambda: TODAY)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = Thread(target=server.run, args=(listen(settings.hosts, number),), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    yield number
    server.should_exit = True
    thread.join(10)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
@pytest.mark.parametrize("path", ["/", "/search?q=老花镜", "/api/v1/questions?q=老花", "/sitemap.xml"])
def test_every_kind_of_page_is_served_on_both_loopbacks(port: int, host: str, path: str) -> None:
    response = httpx.get(f"http://{host}:{port}{path}", trust_env=False)
    assert response.status_code == 200
    assert response.url.host == urlsplit(f"http://{host}").hostname


def test_an_address_of_a_family_that_is_not_there_is_left_out() -> None:
    sockets = listen(["127.0.0.1", "2001:db8::1"], free_port())
    assert [each.family for each in sockets] == [socket.AF_INET]
    for each in sockets:
        each.close()


def test_an_address_that_is_taken_is_an_error() -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            listen(["127.0.0.1"], other.getsockname()[1])


def test_no_address_at_all_is_an_error() -> None:
    with pytest.raises(OSError, match="assign"):
        listen(["2001:db8::1"], free_port())
