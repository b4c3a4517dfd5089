"""The circuit breaker on a clock of its own."""

from __future__ import annotations

from policies.helpers.breaker import Breaker


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breaker, Clock]:
    clock = Clock()
    breaker = Breaker(failures=2, rest_s=10, clock=clock)
    breaker.failed()
    breaker.failed()
    return breaker, clock


def test_one_failure_does_not_open_it() -> None:
    breaker = Breaker(failures=2, rest_s=10)
    breaker.failed()
    assert breaker.allows()


def test_failures_in_a_row_open_it() -> None:
    breaker, _ = opened()
    assert not breaker.allows()


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = Breaker(failures=2, rest_s=10)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()


def test_after_its_rest_one_trial_goes_out_and_no_more() -> None:
    breaker, clock = opened()
    clock.now += 10
    assert [breaker.allows() for _ in range(3)] == [True, False, False]


def test_a_trial_that_fails_means_another_rest() -> None:
    breaker, clock = opened()
    clock.now += 10
    assert breaker.allows()
    breaker.failed()
    clock.now += 9
    assert not breaker.allows()


def test_a_trial_that_succeeds_closes_it() -> None:
    breaker, clock = opened()
    clock.now += 10
    assert breaker.allows()
    breaker.succeeded()
    assert all(breaker.allows() for _ in range(3))
