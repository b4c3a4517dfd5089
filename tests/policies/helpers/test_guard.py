from __future__ import annotations

import threading
import time

from structlog.testing import capture_logs

from policies.helpers.breaker import Breaker
from policies.helpers.failing import HelperFailed
from policies.helpers.guard import Guard


def ask(guard: Guard, work: object) -> object:
    asked = guard.begin(work)  # type: ignore[arg-type,var-annotated]
    return asked.result() if asked is not None else "left alone"


def broken() -> str:
    raise HelperFailed("status 500")


def test_a_result_in_time_is_given() -> None:
    assert ask(Guard("g", 2.0), lambda: "words") == "words"


def test_slow_work_is_given_up_in_time() -> None:
    stop = threading.Event()
    began = time.monotonic()
    assert ask(Guard("g", 0.05), lambda: stop.wait(5)) is None
    assert time.monotonic() - began < 1.0
    stop.set()


def test_two_helpers_work_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=5)
    one, other = Guard("one", 5.0).begin(both.wait), Guard("other", 5.0).begin(both.wait)
    assert one is not None
    assert other is not None
    assert sorted([one.result() or 0, other.result() or 0]) == [0, 1]


def test_after_three_failures_in_a_row_it_is_left_alone_until_a_trial_succeeds() -> None:
    now = [0.0]
    guard = Guard("g", 1.0, Breaker(3, 30.0, clock=lambda: now[0]))
    assert [ask(guard, broken) for _ in range(4)] == [None, None, None, "left alone"]
    now[0] = 31.0
    assert ask(guard, lambda: "well again") == "well again"
    assert ask(guard, lambda: "words") == "words"


def test_a_failure_is_logged_with_its_reason_and_nothing_else() -> None:
    def secretive() -> str:
        raise ValueError("老伴走了钱咋领")

    with capture_logs() as logs:
        ask(Guard("dense", 1.0), secretive)
        ask(Guard("dense", 1.0), broken)
    assert [(each["event"], each["helper"], each["reason"]) for each in logs] == [
        ("helper_failed", "dense", "ValueError"),
        ("helper_failed", "dense", "status 500"),
    ]
    assert "老伴" not in str(logs)
