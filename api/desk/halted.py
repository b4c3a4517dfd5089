"""What is switched off, on every page of the desk, as it is now."""

from __future__ import annotations

from nicegui import ui

from api.desk.rendering import rendered
from policies.answering.halting import Halts

EVERY_S = 2.0


def show_halts(halts: Halts) -> None:
    """Add the strip to a page and keep it by what is switched off; read from memory."""
    shown = ui.html(rendered("halted.html", switches=halts.now()), sanitize=False).props("id=halted")
    seen = halts.now()

    def look() -> None:
        nonlocal seen
        now = halts.now()
        if now != seen:
            seen = now
            shown.set_content(rendered("halted.html", switches=now))

    ui.timer(EVERY_S, look)
