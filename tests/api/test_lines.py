"""How lines end: the other side learns why, and nothing ends in a traceback."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import anyio
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.lines import ending, heard, hold
from policies.errors import LibraryError, NotFound

Speak = Callable[[WebSocket], Awaitable[None]]
MOST = 12


async def hear(socket: WebSocket) -> None:
    await socket.send_text(await heard(socket, MOST))


async def ask_a_store_without_tables(_: WebSocket) -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nothing")


async def find_nothing(_: WebSocket) -> None:
    raise NotFound("h-1")


async def find_the_library_broken(_: WebSocket) -> None:
    raise LibraryError("broken")


def line_to(speak: Speak) -> TestClient:
    async def endpoint(socket: WebSocket) -> None:
        async with ending(socket):
            await socket.accept()
            await speak(socket)

    return TestClient(Starlette(routes=[WebSocketRoute("/", endpoint)]))


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"bytes": b"\x00\x01"}, 1003),
        ({"bytes": b""}, 1003),
        ({"text": "x" * (MOST + 1)}, 1009),
        ({"text": "五个汉字呢"}, 1009),
    ],
)
def test_a_frame_that_cannot_be_taken_ends_the_line_with_why(
    frame: dict[str, bytes | str], code: int
) -> None:
    with line_to(hear).websocket_connect("/") as line:
        line.send({"type": "websocket.receive", **frame})
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_text()
    assert closed.value.code == code


def test_a_frame_that_just_fits_is_heard() -> None:
    with line_to(hear).websocket_connect("/") as line:
        line.send_text("四个汉字")
        assert line.receive_text() == "四个汉字"


@pytest.mark.parametrize(
    ("speak", "code"),
    [(find_nothing, 1008), (find_the_library_broken, 1013), (ask_a_store_without_tables, 1013)],
)
@pytest.mark.parametrize("side", ["alone", "tell", "hear"])
def test_what_fails_on_either_side_ends_the_line_with_why(speak: Speak, code: int, side: str) -> None:
    async def both(socket: WebSocket) -> None:
        fails, waits = partial(speak, socket), anyio.sleep_forever
        await hold(socket, *((fails, waits) if side == "tell" else (waits, fails)))

    with (
        line_to(speak if side == "alone" else both).websocket_connect("/") as line,
        pytest.raises(WebSocketDisconnect) as closed,
    ):
        line.receive_text()
    assert closed.value.code == code


def test_what_fails_after_the_other_side_is_gone_is_nobodys_trouble() -> None:
    async def go_on(socket: WebSocket) -> None:
        with pytest.raises(WebSocketDisconnect):
            await heard(socket, MOST)
        raise NotFound("h-1")

    with line_to(go_on).websocket_connect("/"):
        pass
