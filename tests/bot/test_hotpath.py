"""What was made faster does what stock Rasa does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bot.conftest import Run


def said_by(run_bot: Run, module: str) -> dict[str, Any]:
    run = run_bot("-m", module)
    assert run.returncode == 0, run.stderr[-2000:]
    return dict(json.loads(run.stdout))


def test_the_compiled_validator_accepts_and_rejects_what_stock_rasa_does(run_bot: Run) -> None:
    said = said_by(run_bot, "tests.bot.compare_validators")
    assert said["ours"] == said["stock"]
    accepted = [verdict for verdict, _ in said["stock"]]
    assert True in accepted
    assert False in accepted


@pytest.fixture(scope="module")
def compared(run_bot: Run) -> dict[str, Any]:
    return said_by(run_bot, "tests.bot.compare_hotpath")


def test_a_graph_run_in_order_gives_the_values_and_errors_of_stock_rasa(compared: dict[str, Any]) -> None:
    graphs = compared["graphs"]
    assert graphs["ours"] == graphs["stock"]
    assert graphs["ours"][0] == [{"both": 9}, 3]
    assert ["GraphRunError", 0] in graphs["ours"]


def test_every_stored_event_finds_the_class_that_stock_rasa_finds(compared: dict[str, Any]) -> None:
    assert compared["events"]["ours"] == compared["events"]["stock"]
    assert len(compared["events"]["ours"]) > 15


def test_recent_conversations_are_remembered_and_the_oldest_forgotten(run_bot: Run) -> None:
    said = said_by(run_bot, "tests.bot.check_tracker_store")
    assert said == {
        "kept": ["first", "third"],
        "remembered": "first的问题",
        "forgotten": None,
        "last session": ["新的一次"],
    }
