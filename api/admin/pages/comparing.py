"""Answers before and after a change of the dictionary, compared while a page shows how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from starlette.concurrency import run_in_threadpool

from api.admin.term_schemas import EffectOut
from policies.effect.editing import TermChange, TermEditing
from policies.effect.effect import Effect, Verdict
from policies.errors import InputError

# How often the progress is shown anew.
SHOWN_EVERY_S = 0.4
Step = Literal["save", "retire", "restore"]


class Superseded(Exception):
    """Another comparison was asked for."""


class Progress:
    """How far a comparison is; the next one that is asked for ends it."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self.is_wanted = True

    def told(self, done: int, total: int) -> None:
        """Note how many of how many questions have been asked.

        Raises:
            Superseded: nobody waits for this comparison any more.
        """
        self.done, self.total = done, total
        if not self.is_wanted:
            raise Superseded


class Comparison:
    """What one open page has compared last."""

    def __init__(self, editing: TermEditing, draw: Callable[..., None]) -> None:
        """Take what compares, and what draws the page's part anew with `running`, `done` and `total`."""
        self._editing = editing
        self._draw = draw
        self._progress = Progress()
        self._shown: tuple[Step, TermChange, Effect] | None = None

    async def run(self, step: Step, change: TermChange) -> Effect | None:
        """Compare answers, and draw; None where another comparison was asked for meanwhile.

        Raises:
            InputError: a term cannot be used.
        """
        self._progress.is_wanted = False
        self._progress = progress = Progress()
        work = asyncio.ensure_future(run_in_threadpool(self._editing.effect, change, progress.told))
        while not work.done():
            if self._progress is progress:
                self._draw(running=True, done=progress.done, total=progress.total)
            await asyncio.wait([work], timeout=SHOWN_EVERY_S)
        try:
            effect = work.result()
        except Superseded:
            return None
        except Exception:
            self._draw()
            raise
        if self._progress is progress:
            self._shown = (step, change, effect)
            self._draw()
        return effect

    @property
    def is_shown(self) -> bool:
        """Whether anything was compared."""
        return self._shown is not None

    def forget(self) -> None:
        """Show nothing."""
        self._shown = None

    def facts(self, change_of: Callable[[Step], TermChange]) -> dict[str, Any]:
        """Return what was compared last, and whether the change would be another one by now."""
        if self._shown is None:
            return {"effect": None}
        step, change, effect = self._shown
        try:
            is_stale = change_of(step) != change
        except InputError:
            is_stale = True
        must = step == "save" and effect.count(Verdict.WORSE) > 0
        return {"effect": EffectOut.of(effect), "step": step, "must": must, "stale": is_stale}
