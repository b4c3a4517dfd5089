"""Rasa itself finds nothing wrong with domain, rules, stories and data."""

from __future__ import annotations

from tests.bot.conftest import Run


def test_rasa_finds_no_fault_in_the_data(run_bot: Run) -> None:
    files = ["nlu_data/intents", "bot/rules.yml", "bot/stories"]
    run = run_bot(
        "-m",
        "rasa",
        "data",
        "validate",
        "--fail-on-warnings",
        "--domain",
        "bot/domain",
        "--config",
        "config.yml",
        "--data",
        *files,
    )
    assert run.returncode == 0, (run.stdout + run.stderr)[-3000:]
