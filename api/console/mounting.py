"""Putting the pages of staff on the service.

NiceGUI keeps one app a process: every area shows the same one under its own address, and one service a process has
pages of staff.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi import FastAPI
from nicegui import app as pages
from nicegui import ui
from nicegui.version import __version__ as version

from api.bridge import Bridge
from api.console.area import Area

FILES = f"/_nicegui/{version}/"
SOCKET = "/_nicegui_ws/"


def mount_consoles(service: FastAPI, bridge: Callable[[], Bridge], areas: Sequence[Area]) -> None:
    """Serve the pages, which are registered already, under each area's address.

    They keep no storage of their own in the browser or on disk: who is signed in is told by our session's cookie alone.

    Args:
        service: the app.
        bridge: gives the running bridge when it is called.
        areas: at least one.
    """
    first, *others = areas
    pages.state.bridge = bridge
    pages.config.socket_io_js_transports = ["websocket"]
    # The bar that Quasar shows while a script fetches something has no name for screen readers, and tells nothing here.
    pages.config.quasar_config["loadingBar"] = {"skipHijack": True}
    ui.run_with(
        service,
        mount_path=first.prefix,
        title="",
        tailwind=False,
        favicon=None,
        language="zh-CN",
        reconnect_timeout=30,
        show_welcome_message=False,
    )
    for area in others:
        service.mount(area.prefix, pages)
