"""Rasa's own ResponseSelector, trained on the same rows in Rasa's own environment."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import Spent
from tests.conftest import ROOT
from tests.questions.peers.measured import PeerRun, spoken
from tests.questions.rounds import Round, Row

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
NAME = "Rasa ResponseSelector"
# Of a small library it needs more to learn anything: as many as Rasa takes where nothing is said.
EPOCHS, EPOCHS_OF_FEW, FEW = 60, 300, 500
# Its training costs seconds a pair and more the more pairs there are: it gets a part of the library, those pairs
# that are asked about among them, and so less to confuse them with than the others have.
MOST_ROWS = 200
# Of one pair's questions so many: with sixteen each it is not through in half an hour.
MOST_OF_A_PAIR = 6
MOST_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class Selected:
    """What the selector reached, on how many rows, and the seconds of its training."""

    run: PeerRun
    rows: int
    training_s: float


def ask_selector(rounds: Sequence[Round]) -> list[Selected]:
    """Train the selector once for every round and ask it the round's answerable questions.

    Raises:
        subprocess.SubprocessError: Rasa failed or took too long.
    """
    asked = [[each for each in turn.questions if each.answerable] for turn in rounds]
    jobs = [
        {"rows": rows, "queries": list(map(spoken, questions)), "epochs": epochs_for(len(rows))}
        for turn, questions in zip(rounds, asked, strict=True)
        for rows in [part(turn.rows, questions)]
    ]
    results = _in_rasa(jobs)
    return [_selected(*each) for each in zip(asked, jobs, results, strict=True)]


def epochs_for(rows: int) -> int:
    """Return how often the selector sees so many rows."""
    return EPOCHS_OF_FEW if rows <= FEW else EPOCHS


def part(rows: Sequence[Row], questions: Sequence[EvaluationQuestion]) -> list[Row]:
    """Return the first rows of entries, of those that are asked about before others, until there are enough."""
    wanted = {entry for each in questions for entry in each.positive_ids}
    entries = dict.fromkeys(entry for entry, _ in sorted(rows, key=lambda row: row[0] not in wanted))
    found: list[Row] = []
    for entry in entries:
        if entry not in wanted and len(found) >= MOST_ROWS:
            break
        found += [row for row in rows if row[0] == entry][:MOST_OF_A_PAIR]
    return found


def _in_rasa(jobs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        work, result = Path(folder) / "work.json", Path(folder) / "result.json"
        work.write_text(json.dumps(jobs, ensure_ascii=False), encoding="utf-8")
        subprocess.run(
            [str(PYTHON), "-m", "tests.questions.peers.selector_main", str(work), str(result)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
        )
        return list(json.loads(result.read_text(encoding="utf-8")))


def _selected(
    questions: Sequence[EvaluationQuestion], job: dict[str, Any], result: dict[str, Any]
) -> Selected:
    run = PeerRun()
    for question, ranked, spent in zip(questions, result["ranked"], result["spent"], strict=True):
        run.note(question, ranked, Spent(*spent))
    return Selected(run, len(job["rows"]), result["training_s"])
