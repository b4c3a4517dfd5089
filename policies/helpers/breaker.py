"""A circuit breaker: after some waits in a row nobody waits, until one call finds the peer well again."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Breaker:
    """Counts failures of a peer. Open, it lets one trial through every `rest_s` seconds.

    Attributes:
        failures: how many in a row open it.
        rest_s: how long it stays open before a trial.
    """

    def __init__(self, failures: int, rest_s: float, clock: Callable[[], float] = monotonic) -> None:
        self.failures = failures
        self.rest_s = rest_s
        self._clock = clock
        self._count = 0
        self._closed_until_trial = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the peer is known to be down."""
        return self._count >= self.failures

    def allows(self) -> bool:
        """Say whether this call may go out; taking the trial call postpones the next one."""
        if not self.is_open:
            return True
        if self._clock() < self._closed_until_trial:
            return False
        self._closed_until_trial = self._clock() + self.rest_s
        return True

    def succeeded(self) -> None:
        """Note that the peer answered."""
        self._count = 0

    def failed(self) -> None:
        """Note that the peer did not answer."""
        self._count += 1
        self._closed_until_trial = self._clock() + self.rest_s
