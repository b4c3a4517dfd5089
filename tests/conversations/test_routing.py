"""The trained model sends unprepared questions the right way."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.bot.training_files import examples

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

Reading = list[list[str]]


@pytest.fixture(scope="module")
def readings(root: Path, bot_python: Path, model: Path) -> Reading:
    """[wanted, understood, text] of every question."""
    run = subprocess.run(
        [str(bot_python), "-m", "tests.conversations.read_routing", str(model)],
        cwd=root,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found: Reading = json.loads(run.stdout.splitlines()[-1])
    return found


def test_no_question_stands_among_the_training_examples() -> None:
    wanted = yaml.safe_load(Path(__file__).with_name("routing.yml").read_text(encoding="utf-8"))
    trained = {text for texts in examples().values() for text in texts}
    assert [text for texts in wanted.values() for text in texts if text in trained] == []


def test_no_emergency_is_missed(readings: Reading) -> None:
    assert [text for want, got, text in readings if want == "urgent" and got != "emergency"] == []


def test_a_policy_question_is_taken_for_one(readings: Reading) -> None:
    asked = [(got, text) for want, got, text in readings if want == "question"]
    understood = [text for got, text in asked if got.startswith("ask_") or got == "find_document"]
    assert len(understood) >= 0.9 * len(asked), sorted(set(asked))


def test_the_other_matters_go_their_own_ways(readings: Reading) -> None:
    others = [(want, got, text) for want, got, text in readings if want not in {"urgent", "question"}]
    right = [text for want, got, text in others if want == got]
    assert len(right) >= 0.8 * len(others), [each for each in others if each[0] != each[1]]
