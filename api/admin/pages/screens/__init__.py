"""The pages of the console, listed once in the order of its navigation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import app, ui
from starlette.requests import Request
from starlette.responses import Response

from api.admin.pages.frame import show
from api.admin.pages.home import build_home
from api.admin.pages.screen import WITH_LIAISONS, Screen
from api.admin.pages.screens.content import CONTENT
from api.admin.pages.screens.quality import QUALITY
from api.admin.pages.screens.system import SYSTEM
from api.admin.pages.screens.watch import WATCH
from api.console.area import Area
from policies.wording import say

HOME = Screen("home", "/home", WITH_LIAISONS, build_home, group="work")
SCREENS = (HOME, *CONTENT, *WATCH, *QUALITY, *SYSTEM)
ADMIN = Area(
    "/admin", "/admin/home", WITH_LIAISONS, frozenset(each.address.split("/")[1] for each in SCREENS)
)


def register() -> None:
    """Make the pages known; done again, nothing changes."""
    for screen in SCREENS:
        title = say("admin.page_title", page=say(f"admin.pages.{screen.name}.title"))
        ui.page(screen.address, title=title, language="zh-CN", response_timeout=10)(_page(screen))


def _page(screen: Screen) -> Callable[[Request], Awaitable[Response | None]]:
    async def read(request: Request) -> Response | None:
        return await show(screen, SCREENS, app.state.bridge(), request)

    return read
