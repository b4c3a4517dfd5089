from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from policies import workers as module
from policies.workers import are_open, spread, workers


def squared(number: int) -> int:
    return number * number


def process_of(_: int) -> int:
    return os.getpid()


def test_without_other_processes_the_work_is_done_here() -> None:
    assert list(spread(process_of, [1])) == [(1, os.getpid())]


def test_other_processes_give_the_same_in_order_and_are_gone_afterwards() -> None:
    with workers(1):
        assert list(spread(squared, range(50))) == [(number, number * number) for number in range(50)]
        ((_, process),) = spread(process_of, [1])
        assert process != os.getpid()
    assert not are_open()


def test_work_whose_process_is_gone_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        future = pool.submit(os._exit, 1)
        assert future.exception() is not None
        monkeypatch.setattr(module, "_open", [pool])
        assert list(spread(process_of, [1])) == [(1, os.getpid())]
