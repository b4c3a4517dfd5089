"""The table of a run, its styles, and the worst errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from policies.evaluation.errors import worst
from tests.questions.measuring import Measured

OURS = "一号答"
COLUMNS = (
    "n",
    "@1",
    "95 %",
    "@3",
    "95 %",
    "shown",
    "cover",
    "wrong",
    "wrong@40",
    "ECE",
    "ms",
    "p95",
    "cpu",
    "p95",
)


def summary(results: Mapping[str, dict[str, Any]]) -> Table:
    """Return the one table: every set, the peers and our whole path."""
    table = Table("set", title="answer quality")
    for name in ("who", *COLUMNS):
        table.add_column(name, no_wrap=True)
    for result in results.values():
        title = result["title"]
        for name, figures in [*result["peers"].items(), (OURS, result["ours"])]:
            table.add_row(title, name, *cells(figures), style="bold" if name == OURS else None)
            title = ""
        table.add_section()
    return table


def cells(figures: Mapping[str, Any]) -> list[str]:
    """Return a row's cells in the order of `COLUMNS`."""
    return [
        str(figures.get("answerable", "")),
        percent(figures.get("accuracy_at_1")),
        _between(figures.get("accuracy_at_1_interval")),
        percent(figures.get("accuracy_at_3")),
        _between(figures.get("accuracy_at_3_interval")),
        percent(figures.get("shown")),
        percent(figures.get("answered_of_answerable")),
        percent(figures.get("wrong_among_answered")),
        percent(figures.get("risk_at_40")),
        percent(figures.get("calibration_error")),
        _ms(figures.get("ms_p50")),
        _ms(figures.get("ms_p95")),
        _ms(figures.get("cpu_ms_p50")),
        _ms(figures.get("cpu_ms_p95")),
    ]


def styles(title: str, figures: Mapping[str, Any]) -> Table:
    """Return our figures of one set by style, and how its questions ended."""
    names = ("answered", "clarified", "quoted", "refused", "led_away", "wrong_among_answered")
    table = Table(
        "style",
        "n",
        "@1",
        "@3",
        "shown",
        *(name.replace("_", " ") for name in names),
        title=f"{title}: by style",
    )
    for style, row in [*figures["by_style"].items(), ("all", figures)]:
        shares = (row[name] for name in ("accuracy_at_1", "accuracy_at_3", "shown", *names))
        table.add_row(
            style, str(row["questions"]), *map(percent, shares), style="bold" if row is figures else None
        )
    return table


def notes(figures: Mapping[str, Any]) -> str:
    """Return one line about refusing, or about quoting where documents were asked."""
    if "span_quoted" in figures:
        return (
            f"recall@5 {percent(figures['accuracy_at_5'])} @10 {percent(figures['accuracy_at_10'])}; quoted "
            f"{percent(figures['quoted'])}; the answer's words inside the quote {percent(figures['span_quoted'])} "
            f"of all, {percent(figures['span_among_quoted'])} of the quoted, {percent(figures['span_in_five'])} in "
            f"five passages; they stand in the first document for {percent(figures['span_in_first_document'])}, in one of the "
            f"first five for {percent(figures['span_in_five_documents'])}"
        )
    return (
        f"refusal precision {percent(figures['refusal_precision'])} recall {percent(figures['refusal_recall'])}; "
        f"near-out-of-library answered {percent(figures['near_answered'])}; routed rightly "
        f"{percent(figures['routed_rightly'])}; MRR@10 {percent(figures['mrr_at_10'])}; ECE "
        f"{percent(figures['calibration_error'])}, of a faultless confidence over as many questions "
        f"{percent(figures['calibration_error_by_chance'])}"
    )


def routing(routes: Mapping[str, dict[str, Any]]) -> Table:
    """Return the table of routing: a class a line, a way of asking a column."""
    table = Table("class", "n", title="routing: recall / precision by class")
    for who in routes:
        table.add_column(who)
        table.add_column("95 %")
    first = next(iter(routes.values()))
    for name, figures in first["classes"].items():
        row = [each["classes"][name] for each in routes.values()]
        shown = [(routed(each, figures["sentences"]), _between(each["recall_interval"])) for each in row]
        table.add_row(name, str(figures["sentences"]), *(cell for cells in shown for cell in cells))
    table.add_section()
    away = [
        (led_away(each, first["ordinary"]), _between(each["ordinary_led_away_interval"]))
        for each in routes.values()
    ]
    table.add_row(
        "ordinary questions led away", str(first["ordinary"]), *(cell for cells in away for cell in cells)
    )
    accuracy = [cell for each in routes.values() for cell in (percent(each["accuracy"]), "")]
    table.add_row("accuracy", str(first["sentences"]), *accuracy, style="bold")
    return table


def routed(figures: Mapping[str, Any], usual: int) -> str:
    """Return recall and precision of a class, and of how many sentences where those are not as many as usual."""
    shown = f"{percent(figures['recall'])} / {percent(figures['precision'])}"
    return shown if figures["sentences"] == usual else f"{shown} of {figures['sentences']}"


def led_away(figures: Mapping[str, Any], usual: int) -> str:
    """Return the share of ordinary questions led away, and of how many where those are not as many as usual."""
    shown = percent(figures["ordinary_led_away"])
    return shown if figures["ordinary"] == usual else f"{shown} of {figures['ordinary']}"


def print_errors(console: Console, title: str, result: Measured, most: int) -> None:
    """Print the worst errors with what was found instead."""
    table = Table(
        "style", "question", "ended", "sure", "place", "found instead", title=f"{title}: worst errors"
    )
    for each in worst(result.asked, most):
        sure = "" if each.confidence is None else f"{each.confidence:.2f}"
        place = str(each.rank or "–") if each.question.answerable else "none"
        table.add_row(each.question.style or "", each.question.query, each.outcome, sure, place, each.found)
    for missed in [each for each in result.sought if each.rank != 1][:most]:
        place = str(missed.rank or "–")
        table.add_row("", missed.question.query, missed.outcome, "", place, missed.found)
    console.print(table)


def lines(results: Iterable[dict[str, Any]]) -> int:
    """Return how many questions were asked in all."""
    return sum(each["ours"]["questions"] for each in results)


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _between(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{100 * interval[0]:.0f}–{100 * interval[1]:.0f}"


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
