"""The assistant's own environment, for what only Rasa can show."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run_bot(root: Path, bot_python: Path) -> Run:
    """Run `bot/.venv/bin/python …` at the root and return what it wrote."""

    def run(*arguments: str, timeout_s: int = 240) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        }
        return subprocess.run(
            [str(bot_python), *arguments],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )

    return run
