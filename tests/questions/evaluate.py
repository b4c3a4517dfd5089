"""`make eval`: the whole answering path and two usual methods on the same questions, in one run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from policies.evaluation.metrics import measure
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import ask_all
from policies.library import Library
from tests.conftest import ROOT, SHARED_DATA
from tests.questions.baselines import Bm25, characters, words
from tests.questions.sets import TODAY, city_library, empty_library, held_out_library

CONSOLE = Console(highlight=False, width=130)
RESULT = ROOT / "var" / "eval.json"
Prepare = Callable[[Library], list[EvaluationQuestion]]


def sets() -> dict[str, Prepare]:
    """Return the sets that this machine has."""
    found: dict[str, Prepare] = {"demonstration library, one similar question held out": held_out_library}
    if SHARED_DATA.is_dir():
        found["citizens' questions over a real city's 2,295 pairs"] = lambda library: city_library(
            library, SHARED_DATA
        )
    return found


def evaluate(name: str, prepare: Prepare) -> dict[str, Any]:
    """Ask one set of the library and of the usual methods, and print the table."""
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        questions = prepare(library)
        asked = track(ask_all(library, questions, TODAY), name, total=len(questions), console=CONSOLE)
        figures = measure(list(asked))
        pairs = list(library.store.pairs())
    baselines = {
        "BM25, jieba words": ranked(Bm25(pairs, words), questions),
        "BM25, characters 1+2": ranked(Bm25(pairs, characters), questions),
    }
    show(name, figures, baselines)
    return {"ours": figures, "baselines": baselines}


def ranked(method: Bm25, questions: Sequence[EvaluationQuestion]) -> dict[str, float]:
    """Return a baseline's accuracy within one and three."""
    answerable = [each for each in questions if each.answerable]
    hits = [method.rank(each.query, 3) for each in answerable]
    return {
        f"accuracy_at_{places}": sum(
            bool(set(found[:places]) & each.positive_ids)
            for found, each in zip(hits, answerable, strict=True)
        )
        / len(answerable)
        for places in (1, 3)
    }


def show(name: str, figures: dict[str, Any], baselines: dict[str, dict[str, float]]) -> None:
    """Print what was measured."""
    table = Table(
        "", "@1", "@3", "answered", "clarified", "quoted", "refused", "wrong among answered", title=name
    )
    for method, row in baselines.items():
        table.add_row(method, f"{row['accuracy_at_1']:.3f}", f"{row['accuracy_at_3']:.3f}")
    for style, row in [*figures["by_style"].items(), ("一号答", figures)]:
        names = ("answered", "clarified", "quoted", "refused", "wrong_among_answered")
        cells = (row["accuracy_at_1"], row["accuracy_at_3"], *(row[each] for each in names))
        shown = ("–" if cell is None else f"{cell:.3f}" for cell in cells)
        table.add_row(style, *shown, style="bold" if row is figures else None)
    CONSOLE.print(table)
    refusal = f"refusal precision {figures['refusal_precision']}, recall {figures['refusal_recall']}"
    speed = f"{figures['ms_p50']} / {figures['ms_p95']} ms a question (p50 / p95)"
    CONSOLE.print(f"{refusal}; {speed}; MRR@10 {figures['mrr_at_10']}\n")


def main() -> None:
    """Measure every set; the figures are also written to `var/eval.json`."""
    results = {name: evaluate(name, prepare) for name, prepare in sets().items()}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
