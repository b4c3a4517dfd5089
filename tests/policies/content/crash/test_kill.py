"""kill -9 at random points of an import, an ingest and a publication, on both databases, 54 times in all."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.policies.content.crash.worker import CLAUSES, ROWS

ROUNDS = {"sqlite": 10, "postgresql": 8}
PREFIX = {"import": "import-{}-", "ingest": "示测规〔200{}〕", "publish": "publish-{}-"}
LONGEST_LIFE_S = 0.6


class Worker:
    """The forking process, asked line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, **order: Any) -> Any:
        """Give an order and return the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def started(url: str, folder: Path) -> Iterator[Worker]:
    command = [sys.executable, "-m", "tests.policies.content.crash.worker"]
    places = [url, str(folder / "index"), str(folder / "acknowledged")]
    process = subprocess.Popen(
        [*command, *places], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Worker(process)
    finally:
        process.kill()
        process.wait()


def acknowledged(folder: Path) -> list[str]:
    file = folder / "acknowledged"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def promised(folder: Path, prefix: str) -> None:
    """Wait until something of a round is acknowledged."""
    while not any(name.startswith(prefix) for name in acknowledged(folder)):
        time.sleep(0.01)


def kept_and_whole(held: dict[str, Any], names: list[str]) -> None:
    """Assert that everything promised is there, and nothing is there by half."""
    pairs: dict[str, list[Any]] = held["pairs"]
    batches: dict[str, int] = {}
    for external_id, (summary, state, similar, version) in pairs.items():
        assert similar == 2, f"{external_id} lost similar questions"
        if external_id.startswith("import-"):
            batch = external_id.rsplit("-", 1)[0]
            batches[batch] = batches.get(batch, 0) + 1
            assert state == "published"
        else:
            assert [summary, state, version] in (["第一版", "draft", 1], ["第二版", "published", 2])
    assert set(batches.values()) <= {ROWS}, f"half an import: {batches}"
    assert set(held["policies"].values()) <= {CLAUSES}, "half a document"
    for name in names:
        if name.startswith("import-"):
            assert batches.get(name) == ROWS, f"{name} was acknowledged and is gone"
        elif name.startswith("publish-"):
            assert pairs[name][:2] == ["第二版", "published"], f"{name} was acknowledged and is gone"
        else:
            assert name in held["policies"], f"{name} was acknowledged and is gone"


@pytest.mark.timeout(600)
def test_a_killed_process_loses_nothing_acknowledged_and_leaves_nothing_half_done(
    database_url: str, tmp_path: Path
) -> None:
    kind = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    chance = random.Random(20261126)
    with started(database_url, tmp_path) as worker:
        worker.ask(do="look")  # makes the tables; a migration is not what is tested here
        for number in range(ROUNDS[kind]):
            for task in PREFIX:
                child = worker.ask(do="work", task=task, round=number)
                if number % 2:  # every other time not before something was promised
                    promised(tmp_path, PREFIX[task].format(number))
                time.sleep(chance.uniform(0.02, LONGEST_LIFE_S))  # the random point, not a wait
                os.kill(child, signal.SIGKILL)
                worker.ask(do="dead")
            held = worker.ask(do="look")
            kept_and_whole(held, acknowledged(tmp_path))
            assert held["unfound"] == [], "the index does not find what the store holds"
            assert len(set(held["revisions"])) == 1
    for task in ("import-", "publish-", "示测规"):
        assert any(name.startswith(task) for name in acknowledged(tmp_path)), (
            f"no {task} was ever acknowledged"
        )


def test_an_index_that_was_damaged_is_made_anew_from_the_store(database_url: str, tmp_path: Path) -> None:
    with started(database_url, tmp_path) as worker:
        child = worker.ask(do="work", task="import", round=0)
        promised(tmp_path, "import-0-1")
        os.kill(child, signal.SIGKILL)
        worker.ask(do="dead")
        for generation in (tmp_path / "index").glob("generation-*"):
            for file in generation.rglob("*"):
                if file.is_file():
                    file.write_bytes(b"\0" * 16)
        held = worker.ask(do="look")
        kept_and_whole(held, acknowledged(tmp_path))
        assert held["unfound"] == []
