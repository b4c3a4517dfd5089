"""Websites that show the assistant: where, how it looks there, and the line that puts it there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.pages.fields import LINES
from api.admin.pages.frame import Opened, Part
from api.admin.pages.person import reason_in
from api.admin.sites import SiteBody
from api.console.events import Told, name_of
from api.security.sessions import is_secure
from api.visitors.sites import look
from policies.content.colors import hues, is_color
from policies.content.keys import Key
from policies.content.reasons import known_reason
from policies.content.site_origins import judged
from policies.content.sites import LEAST_CONTRAST, Site, SiteNotFound, readability
from policies.errors import InputError

SHOWN_HOT = 5


class SitesPage:
    """One open tab; the address says which site is shown, `site=` alone a new one."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._asked = opened.request.query_params.get("site")
        self._site_id = (self._asked or "")[:64]
        self._list: Part
        self._preview: Part
        self._tried: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            SiteNotFound: the address names one that is not there.
        """
        opened = self._opened
        self._list = opened.part("list", "sites_list.html", **await run_in_threadpool(self._listed))
        opened.on("site_look", self._look)
        opened.on("site_try", self._try)
        opened.on("site_save", self._save)
        opened.on("site_delete", self._delete)
        if self._asked is None:
            return
        site = (
            await run_in_threadpool(self._bridge.sites.find, self._site_id) if self._site_id else Site("", "")
        )
        facts: dict[str, Any] = {
            "site": site,
            "may": opened.may("site_save"),
            "snippet": self._snippet(site.id),
        }
        preview = await run_in_threadpool(self._seen, site)
        with opened.main, ui.element("div").classes("editor"):
            left, right = ui.element("div"), ui.element("div").classes("beside")
        opened.part("form", "site_form.html", left, **facts)
        self._preview = opened.part("preview", "site_preview.html", right, **preview)
        if site.id:
            self._tried = opened.part("tried", "site_tried.html", right, judged=None, address="")
            opened.part("snippet", "site_snippet.html", right, **facts)

    async def _look(self, told: Told, _: Key) -> None:
        if self._asked is None:
            raise SiteNotFound("")
        self._preview.draw(**await run_in_threadpool(self._seen, drawn_from(told)))

    async def _try(self, told: Told, _: Key) -> None:
        site = await run_in_threadpool(self._bridge.sites.find, self._site_id)
        address = name_of(told, "address")
        found = judged(address, site.origins, self._bridge.settings.embed_origins)
        self._tried.draw(judged=found, address=address)

    async def _save(self, told: Told, person: Key) -> None:
        site = site_in(told, self._site_id or name_of(told, "id"))
        known = {each.id for each in await run_in_threadpool(self._bridge.sites.every)}
        if not self._site_id and site.id in known:
            raise InputError("id", "site_taken", site=site.id)
        await run_in_threadpool(self._bridge.sites.save, site, person.name)
        if not self._site_id:
            self._opened.events.go(f"/admin/sites?{urlencode({'site': site.id})}")
            return
        self._opened.events.run("window.admin.saved()")
        self._list.draw(**await run_in_threadpool(self._listed))
        self._opened.events.tell("site_save")

    async def _delete(self, told: Told, person: Key) -> None:
        reason = known_reason(reason_in(told))
        if name_of(told, "typed").strip() != self._site_id:
            raise InputError("typed", "typed_otherwise", name=self._site_id)
        await run_in_threadpool(self._bridge.sites.delete, self._site_id, person.name, reason)
        self._opened.events.go("/admin/sites")

    def _listed(self) -> dict[str, Any]:
        found = self._bridge.sites.every()
        return {"found": found, "may": self._opened.may("site_save"), "current": self._asked}

    def _seen(self, site: Site) -> dict[str, Any]:
        color = site.color if is_color(site.color) else ""
        shown = look(self._bridge, site)
        return {
            "look": shown,
            "hot": shown.hot[:SHOWN_HOT],
            "color": color,
            "wash": hues(color)[1] if color else "",
            "ratio": readability(color) if color else 0.0,
            "least": LEAST_CONTRAST,
        }

    def _snippet(self, site_id: str) -> str:
        request = self._opened.request
        scheme = "https" if is_secure(request, self._bridge) else request.url.scheme
        here = self._bridge.settings.public_url or f"{scheme}://{request.url.netloc}"
        return f'<script async src="{here.rstrip("/")}/embed.js" data-site="{site_id}" data-position="right"></script>'


def drawn_from(told: Told) -> Site:
    """Return the site of a form as far as it is written, for looking at it."""
    hot = [each.strip() for each in LINES.split(str(told.get("hot") or "")) if each.strip()]
    return Site(
        "preview",
        name_of(told, "title")[:30],
        name_of(told, "color"),
        name_of(told, "greeting")[:60],
        tuple(each[:100] for each in hot[:12]),
    )


def site_in(told: Told, site_id: str) -> Site:
    """Return the site of a form.

    Raises:
        ValidationError: a field holds what it cannot.
    """
    lines = {
        name: [each.strip() for each in LINES.split(str(told.get(name) or "")) if each.strip()]
        for name in ("hot", "origins")
    }
    plain = {name: name_of(told, name) for name in ("title", "color", "greeting")}
    return SiteBody.model_validate({**plain, **lines}).to_site(site_id)


async def build_sites(opened: Opened) -> None:
    """Show the page."""
    await SitesPage(opened).build()
