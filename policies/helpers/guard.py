"""Asking a helper for a limited time; one that fails again and again is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

import structlog

from policies.helpers.breaker import Breaker
from policies.helpers.failing import HelperFailed

T = TypeVar("T")
FAILURES, REST_S = 3, 30.0

log = structlog.get_logger(__name__)


class Asked(Generic[T]):
    """A helper at work."""

    def __init__(self, guard: Guard, work: Callable[[], T]) -> None:
        """Begin the work in a thread of its own, which nobody waits for when its time is over."""
        self._guard = guard
        self._work = work
        self._began = time.monotonic()
        self._done = threading.Event()
        self._result: T | None = None
        self._failure = "too slow"
        threading.Thread(target=self._run, name=f"helper-{guard.name}", daemon=True).start()

    def result(self) -> T | None:
        """Return what the helper gave, None where it failed or its time is over."""
        left = self._guard.timeout_s - (time.monotonic() - self._began)
        if self._done.wait(max(0.0, left)) and not self._failure:
            self._guard.breaker.succeeded()
            return self._result
        self._guard.failed(self._failure, (time.monotonic() - self._began) * 1000)
        return None

    def _run(self) -> None:
        try:
            self._result = self._work()
            self._failure = ""
        except HelperFailed as error:
            self._failure = str(error)
        except Exception as error:
            self._failure = type(error).__name__
        self._done.set()


class Guard:
    """Lets questions ask a helper.

    Attributes:
        name: in logs.
        timeout_s: what a question waits.
        breaker: opens after some failures in a row.
    """

    def __init__(self, name: str, timeout_s: float, breaker: Breaker | None = None) -> None:
        self.name = name
        self.timeout_s = timeout_s
        self.breaker = breaker or Breaker(FAILURES, REST_S)

    def begin(self, work: Callable[[], T]) -> Asked[T] | None:
        """Begin some work; None where the helper is being left alone."""
        return Asked(self, work) if self.breaker.allows() else None

    def failed(self, reason: str, ms: float) -> None:
        """Note a failure; the log line holds no text of a question."""
        self.breaker.failed()
        log.warning(
            "helper_failed", helper=self.name, reason=reason, ms=round(ms), left_alone=self.breaker.is_open
        )
