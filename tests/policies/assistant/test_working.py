"""Steps in processes of their own: what they say is heard as they say it, and none outlives its run."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest

from policies.assistant.working import Progress, StepFailed, Steps, Stopped
from policies.settings import LibrarySettings

SAYS = """
import os, sys
print("progress measure 1 3", file=sys.stderr)
sys.stderr.write("\\x1b[93mEpochs:  20%|##        | 2/10 [00:01<00:04, t_loss=1.2]\\x1b[0m\\r")
sys.stderr.write("Processed trackers:   0%|          | 0/7 [00:00<?, ?it/s]\\r")
sys.stderr.write("Processed actions: 0it [00:00, ?it/s]\\r")
print("训练完毕")
print(os.environ["YIHAODA_DATABASE_URL"], os.environ["YIHAODA_VAR_DIR"])
"""
SLEEPS = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("child", child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path) -> LibrarySettings:
    return LibrarySettings(database_url=f"sqlite:///{tmp_path}/own.db", var_dir=tmp_path)


def test_progress_epochs_and_lines_are_told_apart(settings: LibrarySettings, tmp_path: Path) -> None:
    steps = Steps(settings, lambda progress: True)
    said = steps.run([sys.executable, "-c", SAYS], "training")
    assert said == ["训练完毕", f"sqlite:///{tmp_path}/own.db {tmp_path}"]
    assert (steps.progress.phase, steps.progress.done, steps.progress.total) == ("measure", 2, 10)


def test_a_phase_of_ours_is_not_renamed_by_a_step_of_it() -> None:
    progress = Progress("measure_active")
    progress.hear("progress measure 2 3")
    assert (progress.phase, progress.done) == ("measure_active", 2)


def test_a_step_that_fails_says_so_and_keeps_its_words(settings: LibrarySettings) -> None:
    steps = Steps(settings, lambda progress: True)
    with pytest.raises(StepFailed) as failed:
        steps.run([sys.executable, "-c", "print('no room left'); raise SystemExit(3)"], "training")
    assert failed.value.reason == "training"
    assert steps.progress.log == "no room left"


def test_a_cancelled_step_is_gone_with_its_children(settings: LibrarySettings) -> None:
    steps = Steps(settings, lambda progress: not progress.lines)
    with pytest.raises(Stopped):
        steps.run([sys.executable, "-c", SLEEPS], "training")
    child = int(steps.progress.lines[0].split()[1])
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
