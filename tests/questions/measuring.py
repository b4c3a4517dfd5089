"""One set measured: the whole answering path and the peers on the same questions, in the same run."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policies.evaluation.metrics import measure
from policies.evaluation.run import Asked, ask_all
from tests.questions.documents import Sought, measure_documents, seek_all
from tests.questions.peers.measured import PeerRun, ask_peers
from tests.questions.rounds import TODAY, MeasuredSet, Round, empty_library

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a set.

    Attributes:
        ours: the figures of the whole answering path.
        peers: the figures of each peer by name.
        asked, sought: every question with what came of it, pairs or documents.
        rounds: the rounds as they were asked.
    """

    ours: dict[str, Any]
    peers: dict[str, dict[str, Any]]
    asked: list[Asked]
    sought: list[Sought]
    rounds: list[Round]


def measured(each: MeasuredSet, most: int | None, peers: bool, progress: Progress) -> Measured:
    """Measure one set.

    Args:
        each: the set.
        most: how many questions of a round at most, drawn by a fixed seed; all where None.
        peers: whether the peers are asked as well.
        progress: is told (questions done, questions begun) after each.
    """
    asked: list[Asked] = []
    sought: list[Sought] = []
    runs: dict[str, PeerRun] = {}
    rounds: list[Round] = []
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        for turn in drawn(each.rounds(library), most):
            rounds.append(turn)
            begun = sum(len(held.questions) for held in rounds)
            answers: Iterator[Any] = (
                seek_all(library, turn) if each.documents else ask_all(library, turn.questions, TODAY)
            )
            for answer in answers:
                (sought if each.documents else asked).append(answer)
                progress(len(asked) + len(sought), begun)
            if peers:
                ask_peers(runs, turn)
    ours = measure_documents(sought) if each.documents else measure(asked)
    return Measured(ours, {name: run.figures() for name, run in runs.items()}, asked, sought, rounds)


def drawn(rounds: Iterator[Round], most: int | None) -> Iterator[Round]:
    """Give the rounds with at most so many questions each, always the same ones."""
    for turn in rounds:
        if most is None or len(turn.questions) <= most:
            yield turn
        else:
            chosen: Sequence[Any] = random.Random(7).sample(turn.questions, most)
            yield replace(turn, questions=list(chosen))
