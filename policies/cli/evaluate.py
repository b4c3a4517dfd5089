"""`yihaoda eval`: how well a library answers a set of questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from policies import clock
from policies.cli.console import OUT, Database, complaints, opened, progress_bar
from policies.errors import BadRow, InputError
from policies.evaluation.errors import worst
from policies.evaluation.metrics import measure
from policies.evaluation.questions import read_questions
from policies.evaluation.run import Asked, ask_all, names_of, unknown
from policies.wording import say

COLUMNS = (
    "questions",
    "accuracy_at_1",
    "accuracy_at_3",
    "mrr_at_10",
    "shown",
    "answered",
    "clarified",
    "quoted",
    "refused",
    "wrong_among_answered",
    "refusal_precision",
    "refusal_recall",
    "calibration_error",
)


def evaluate(
    file: Annotated[Path, typer.Argument(help=say("cli.eval.file"))],
    json_file: Annotated[Path | None, typer.Option("--json", help=say("cli.eval.json"))] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help=say("cli.eval.errors"))] = 0,
    database: Database = None,
) -> None:
    """用一组带标准答案的问题测一测：命中率、直接答复的错误率、拒答、耗时，按问法分列。

    例：yihaoda eval 问题.xlsx --errors 20 --json 结果.json
    """
    with complaints():
        if json_file is not None and not json_file.parent.is_dir():
            raise InputError(str(json_file), "cannot_write")
    with opened(database) as library:
        questions = read_questions(file)
        for lost in unknown(names_of(library), questions):
            raise BadRow(file.name, lost.row, "expects_unknown", name="；".join(sorted(lost.positive_ids)))
        with progress_bar(say("cli.eval.title")) as progress:
            asked = []
            for each in ask_all(library, questions, clock.today()):
                asked.append(each)
                progress(len(asked), len(questions))
    figures = measure(asked)
    OUT.print(_table(figures))
    if figures["calibration_error"] is not None:
        error, chance = _shown(figures["calibration_error"]), _shown(figures["calibration_error_by_chance"])
        OUT.print(say("cli.eval.chance", error=error, chance=chance))
    if errors:
        OUT.print(_worst(asked, errors))
    OUT.print(say("cli.eval.speed", p50=figures["ms_p50"], p95=figures["ms_p95"]))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _table(figures: dict[str, Any]) -> Table:
    table = Table(say("cli.eval.style"), *(say(f"cli.eval.column.{name}") for name in COLUMNS))
    for style, row in figures["by_style"].items():
        table.add_row(style, *(_shown(row.get(name)) for name in COLUMNS))
    table.add_section()
    table.add_row(say("cli.eval.total"), *(_shown(figures[name]) for name in COLUMNS), style="bold")
    return table


def _worst(asked: Sequence[Asked], most: int) -> Table:
    names = ("question", "outcome", "confidence", "place", "found")
    table = Table(*(say(f"cli.eval.error.{name}") for name in names), title=say("cli.eval.worst"))
    for each in worst(asked, most):
        place = say("cli.eval.none") if not each.question.answerable else str(each.rank or "–")
        ended = say(f"cli.eval.outcome.{each.outcome}")
        table.add_row(each.question.query, ended, _shown(each.confidence), place, each.found)
    return table


def _shown(value: float | int | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
