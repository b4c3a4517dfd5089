"""Apps that tests have done with, to be started again: building the routes of one takes a tenth of a second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from fastapi import FastAPI

Clock = Callable[[], datetime]


class Apps:
    """Gives an app to whoever starts it; what lives while it runs is made anew at each start."""

    def __init__(self, build: Callable[[Clock | None, Mapping[str, object]], FastAPI]) -> None:
        """Build apps from a clock and from what their settings have instead of the usual."""
        self._build = build
        self._free: defaultdict[Hashable, list[FastAPI]] = defaultdict(list)

    @contextmanager
    def one(self, clock: Clock | None, changes: Mapping[str, object]) -> Iterator[FastAPI]:
        """Give an app that nobody else has started."""
        free = self._free[clock, tuple(sorted(changes.items()))]
        app = free.pop() if free else self._build(clock, changes)
        yield app
        free.append(app)
