"""How tests are shared out among processes."""

from __future__ import annotations

import os

import pytest

from tests.workers import MOST_WORKERS, scope_of, worker_count


def test_a_files_tests_stay_together_and_so_does_the_whole_service() -> None:
    assert scope_of("tests/api/test_search.py::test_a[老花镜::b]") == "tests/api/test_search.py"
    assert scope_of("tests/e2e/test_page.py::test_a") == scope_of(
        "tests/conversations/test_routing.py::test_b"
    )


@pytest.mark.parametrize(("cores", "workers"), [(None, 1), (1, 1), (2, 2), (64, MOST_WORKERS)])
def test_a_machine_gets_as_many_workers_as_it_has_cores(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, workers: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert worker_count() == workers
