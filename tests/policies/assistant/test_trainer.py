"""The trainer: takes up what was asked for, and leaves nothing half done when it is told to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policies.assistant.model import Kind, State
from policies.assistant.runs import TRAINER, Runs
from policies.assistant.trainer import ALIVE, Trainer
from policies.content.lease import Leases
from policies.content.store import Store
from policies.settings import ROOT, LibrarySettings
from tests.e2e.service import until


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> LibrarySettings:
    return LibrarySettings(database_url=database_url, var_dir=tmp_path / "var")


def test_while_another_trainer_lives_it_does_nothing(store: Store, settings: LibrarySettings) -> None:
    Leases(store.engine, "another").hold(TRAINER, ALIVE)
    run = Runs(store.engine).ask(Kind.CHECK, "管理员")
    assert Trainer(store, settings).do_next() is False
    assert Runs(store.engine).get(run.id).state is State.QUEUED


def test_without_rasa_a_training_fails_with_its_reason(
    store: Store, settings: LibrarySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("policies.assistant.doing.BOT_PYTHON", tmp_path / "none")
    run = Runs(store.engine).ask(Kind.TRAIN, "管理员")
    trainer = Trainer(store, settings)
    assert trainer.do_next()
    ended = Runs(store.engine).get(run.id)
    assert (ended.state, ended.result) == (State.FAILED, {"reason": "no_rasa"})
    trainer.release()
    assert not Runs(store.engine).has_trainer()


def test_told_to_end_it_ends_what_it_does_and_notes_it(
    store: Store, settings: LibrarySettings, database_url: str
) -> None:
    runs = Runs(store.engine)
    run = runs.ask(Kind.CHECK, "管理员")
    environment = {
        **os.environ,
        "YIHAODA_DATABASE_URL": database_url,
        "YIHAODA_VAR_DIR": str(settings.var_dir),
    }
    command = [sys.executable, "-m", "policies.assistant.trainer"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as trainer:
        until(lambda: runs.get(run.id).phase != "", 120, "the run taken up")
        trainer.send_signal(signal.SIGTERM)
        assert trainer.wait(60) == 0
    assert runs.get(run.id).state is State.LOST
    assert not runs.has_trainer()
