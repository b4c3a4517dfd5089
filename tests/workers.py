"""Tests in several processes: who runs what, and how many there are."""

from __future__ import annotations

import os

import pytest
from xdist.scheduler import LoadFileScheduling

# A worker takes about 1.5 GB with its libraries, its browser and Rasa.
MOST_WORKERS = 4
# These start the whole service with the trained assistant: one worker does it, once.
WHOLE_SERVICE = ("tests/conversations/", "tests/e2e/")


def worker_count() -> int:
    """Return how many workers this machine has room for."""
    return min(MOST_WORKERS, os.cpu_count() or 1)


class Scheduling(LoadFileScheduling):  # type: ignore[misc] # xdist has no types
    """A file's tests stay together, since they share a library; so does everything that needs the whole service."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """Return what a test is kept together with."""
    return "the whole service" if nodeid.startswith(WHOLE_SERVICE) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling | None:
    """Replace xdist's scheduling by file; another that was asked for stays."""
    return Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return the number of workers for `-n auto`."""
    return worker_count()
