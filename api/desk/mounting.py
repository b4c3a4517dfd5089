"""Putting the desk's pages on the service. NiceGUI keeps one app a process, so one service a process has a desk."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from nicegui import app as pages
from nicegui import ui
from nicegui.version import __version__ as version

from api.bridge import Bridge
from api.desk.guard import PREFIX

FILES = f"{PREFIX}/_nicegui/{version}/"


def mount_desk(service: FastAPI, bridge: Callable[[], Bridge]) -> None:
    """Serve the desk at /desk.

    It keeps no storage of its own in the browser or on disk: who is signed in is told by our session's cookie alone.

    Args:
        service: the app.
        bridge: gives the running bridge when it is called.
    """
    from api.desk import page  # noqa: F401 - registers the page

    pages.state.bridge = bridge
    pages.config.socket_io_js_transports = ["websocket"]
    ui.run_with(
        service,
        mount_path=PREFIX,
        title="",
        tailwind=False,
        favicon=None,
        language="zh-CN",
        reconnect_timeout=30,
        show_welcome_message=False,
    )
