"""An operator's day in figures."""

from __future__ import annotations

from datetime import datetime, time

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from api.desk.rendering import rendered
from api.live.operator_routes import operator_of
from policies.clock import CHINA
from policies.content.keys import Key
from policies.content.live.model import Ending
from policies.content.shift import Shift, shift_of
from policies.wording import say, section


async def build_shift(bridge: Bridge, operator: Key) -> None:
    """Put the page together; it shows the figures of the moment at which it was opened."""
    # What was done is kept with its own moment, so the day is that of the clock.
    now = datetime.now(CHINA)
    since = datetime.combine(now.date(), time(), CHINA)
    found = await run_in_threadpool(shift_of, bridge.library.store.engine, operator_of(operator), since, now)
    ui.html(rendered("shift.html", operator=operator.name), sanitize=False).classes("shell")
    shown = rendered("shift_table.html", groups=groups_of(found), now=now, operator=operator.name)
    ui.html(shown, sanitize=False).classes("wide").props("id=shift tabindex=0")


def groups_of(found: Shift) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the figures as rows (what, figure, note) under their headings."""
    endings = [(say(f"chats.endings.{each.value}"), str(found.endings.get(each, 0)), "") for each in Ending]
    return [
        (
            "chats",
            [
                *_rows(found, "taken", "open", "passed"),
                _row("wait", _span(found.wait_s)),
                _row("first_answer", _span(found.first_answer_s)),
            ],
        ),
        ("endings", [*endings, *_rows(found, "left")]),
        (
            "calls",
            _rows(
                found, "calls", "calls_over", "logged", "unanswered", "corrections", "called_back", "reached"
            ),
        ),
        (
            "satisfaction",
            [
                _row("score", str(found.score) if found.score is not None else say("shift.none")),
                *_rows(found, "scored"),
            ],
        ),
    ]


def _rows(found: Shift, *names: str) -> list[tuple[str, str, str]]:
    return [_row(name, str(getattr(found, name))) for name in names]


def _row(name: str, figure: str) -> tuple[str, str, str]:
    what, note = section("shift.rows")[name]
    return what, figure, note


def _span(seconds: int | None) -> str:
    if seconds is None:
        return say("shift.none")
    minutes, rest = divmod(seconds, 60)
    return (
        say("shift.minutes", minutes=minutes, seconds=rest) if minutes else say("shift.seconds", seconds=rest)
    )
