"""Announcements: written, looked at where they appear, published, taken away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.service.told import moment, number, words, written
from api.admin.pages.words import reason_of
from api.admin.service.banners import announce, banners_of
from api.console.events import Told, name_of
from api.hotline.opening import opening
from policies.content.keys import Key
from policies.content.service.banners import (
    CALLS,
    MOST_CHARS,
    MOST_SPOKEN,
    OWN,
    Banner,
    Draft,
    Level,
    refuse_unusable,
)
from policies.errors import InputError
from policies.wording import say


class BannersPage:
    """One open tab; `?change=…` takes an announcement up."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._banners = banners_of(opened.bridge)
        self._change = opened.request.query_params.get("change", "")[:64]
        self._form: Part
        self._seen: Part
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        if self._opened.may("banner_save"):
            self._form = self._opened.part("form", "banner_form.html", **await run_in_threadpool(self._facts))
            self._seen = self._opened.part(
                "seen", "banner_seen.html", **await run_in_threadpool(self._first_seen)
            )
        self._list = self._opened.part("list", "banners.html", **await run_in_threadpool(self._listed))
        self._opened.on("banner_look", self._look)
        self._opened.on("banner_save", self._save)
        self._opened.on("banner_remove", self._remove)

    async def _look(self, told: Told, _: Key) -> None:
        try:
            draft = _draft(told)
            await run_in_threadpool(lambda: refuse_unusable(draft, self._sites()))
            self._seen.draw(**_seen(draft))
        except InputError as error:
            self._seen.draw(wrong=reason_of(error))

    async def _save(self, told: Told, person: Key) -> None:
        draft, why, version = _draft(told), words(told, "reason"), number(told, "version")
        changed = self._change
        await run_in_threadpool(
            announce, self._bridge, draft, person.name, why, changed, version if changed else None
        )
        self._change = ""
        self._opened.events.run("window.admin.saved(); window.admin.addressed('')")
        self._form.draw(**await run_in_threadpool(self._facts))
        self._seen.draw()
        await self._done("banner_saved")

    async def _remove(self, told: Told, person: Key) -> None:
        name, why = name_of(told, "id"), words(told, "reason")
        await run_in_threadpool(self._banners.take_away, name, person.name, why)
        await self._done("banner_removed")

    async def _done(self, name: str) -> None:
        self._list.draw(**await run_in_threadpool(self._listed))
        self._opened.events.say(say(f"admin.service.said.{name}"))

    def _sites(self) -> list[str]:
        return [each.id for each in self._bridge.sites.every()]

    def _found(self) -> Banner | None:
        return next((each for each in self._banners.every() if each.id == self._change), None)

    def _facts(self) -> dict[str, Any]:
        found = self._found()
        return {
            "banner": found,
            "levels": list(Level),
            "places": self._places(),
            "most": MOST_CHARS,
            "most_spoken": MOST_SPOKEN,
            "since": written(found.since) if found else "",
            "until": written(found.until) if found else "",
        }

    def _first_seen(self) -> dict[str, Any]:
        found = self._found()
        return _seen(Draft(found.text, found.level, found.speech)) if found else {}

    def _places(self) -> dict[str, str]:
        sites = {each.id: each.title for each in self._bridge.sites.every()}
        own = {OWN: say("admin.service.banners.own_pages"), CALLS: say("admin.service.banners.calls")}
        return {**own, **{name: f"{title}（{name}）" for name, title in sites.items()}}

    def _listed(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        found = self._banners.every()
        return {
            "banners": found,
            "states": {each.id: _state(each, now) for each in found},
            "places": self._places(),
            "may_act": self._opened.may("banner_remove"),
        }


def _draft(told: Told) -> Draft:
    level = words(told, "level")
    places = told.get("places")
    return Draft(
        words(told, "text"),
        Level(level) if level in set(Level) else Level.WARNING,
        words(told, "speech"),
        moment(told, "since"),
        moment(told, "until"),
        tuple(str(each)[:64] for each in places) if isinstance(places, list) else (),
    )


def _seen(draft: Draft) -> dict[str, Any]:
    shown = Banner("", draft.text, draft.speech, draft.level, None, None, (), 0, "", datetime.now(UTC), "")
    return {"draft": draft, "call": opening([shown], datetime.now(UTC))}


def _state(banner: Banner, now: datetime) -> str:
    if banner.is_over(now):
        return "over"
    return "waiting" if banner.since is not None and now < banner.since else "shown"


async def build_banners(opened: Opened) -> None:
    """Show the announcements."""
    await BannersPage(opened).build()
