"""What weight vectors deserve in the order: fitted on the demonstration library, whose questions we may ship.

YIHAODA_DENSE_URL=… YIHAODA_DENSE_MODEL=… .venv/bin/python -m tests.questions.dense_weight

Every pair is asked one of its similar questions while that is hidden. Printed for each share of the score's weight: how likely
the right candidate is to be first (mean log likelihood of a conditional logit at the scale that suits it best,
since only the order counts), and how often it is.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policies.answering.inquiry import Question
from policies.cli.console import quiet_logs
from policies.demo.load import load_demo
from policies.evaluation.leaving_out import LeavingOut
from policies.library import Library
from tests.questions.rounds import empty_library

SCALES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2)
SHARES = (0.0, 0.1, 0.2, 0.35, 0.46, 0.6, 0.7, 0.9)
# (rank without vectors, nearness, whether it is right) of every candidate of one question
Asked = list[tuple[float, float, bool]]


def asked(library: Library) -> Iterator[Asked]:
    """Ask the library its own questions, each hidden; give those whose pair is among the candidates."""
    index = LeavingOut(library.search)
    desk, weight = library.desk_over(index, library.model), library.model.ranker.weights["dense"]
    pairs = sorted(library.store.pairs(), key=lambda pair: pair.external_id or "")
    for place, pair in enumerate(each for each in pairs if each.similar):
        text = pair.similar[place % len(pair.similar)]
        index.texts = frozenset({text})
        found = desk.ranked(Question(text, asked_on=date(2026, 11, 23)))
        rows = [
            (
                each.parts["rank"] - weight * (near := each.parts.get("dense", 0.0)),
                near,
                each.qa_id == pair.id,
            )
            for each in found
            if "rank" in each.parts
        ]
        if any(right for _, _, right in rows):
            yield rows


def likelihood(rows: Asked, weight: float, scale: float) -> float:
    """Return the log likelihood of the right candidates being first."""
    values = [scale * (rank + weight * near) for rank, near, _ in rows]
    most = max(values)
    total = sum(math.exp(value - most) for value in values)
    right = sum(
        math.exp(value - most) for value, (_, _, is_right) in zip(values, rows, strict=True) if is_right
    )
    return math.log(max(right / total, 1e-12))


def is_first(rows: Asked, weight: float) -> bool:
    """Tell whether a right candidate is first."""
    return max(rows, key=lambda row: row[0] + weight * row[1])[2]


def main() -> None:
    """Ask, and print a line for each weight."""
    quiet_logs()
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        load_demo(library.store)
        if library.helpers.dense is None or not library.settle(3600):
            raise SystemExit("no vectors: set YIHAODA_DENSE_MODEL or YIHAODA_DENSE_URL")
        every = list(asked(library))
    print(f"{len(every)} questions")  # noqa: T201
    for share in SHARES:
        weight = share * library.model.ranker.weights["score"]
        mean = max(sum(likelihood(rows, weight, scale) for rows in every) for scale in SCALES) / len(every)
        first = sum(is_first(rows, weight) for rows in every) / len(every)
        print(f"share {share:4.2f}  log likelihood {mean:.4f}  first {first:.4f}")  # noqa: T201


if __name__ == "__main__":
    main()
