"""Draw what `make eval` measured, and put its table into docs/quality.md: `python -m tests.questions.pictures`.

Reads `var/eval.json`; writes `docs/pictures/reliability.svg` and `docs/pictures/risk-coverage.svg`, and what stands
between the two marks of `docs/quality.md`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from tests.conftest import ROOT
from tests.questions import report
from tests.questions.evaluate import RESULT

PICTURES = ROOT / "docs" / "pictures"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
DRAWN = ("city", "city-variant", "demo-held-out", "demo-unseen")
COLOURS = ("#1f5fa8", "#c2571a", "#3b8a4d", "#7a4f9e")
Sets = Mapping[str, dict[str, Any]]

# The same figures give the same file: no date, no random names.
plt.rcParams.update(
    {"svg.hashsalt": "yihaoda", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False}
)


def reliability(axes: Axes, sets: Sets) -> None:
    """Draw how often the first pair is right at each confidence; on the diagonal a confidence means what it says."""
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--", label="what it says")
    for (name, result), colour in zip(sets.items(), COLOURS, strict=False):
        bins = result["ours"]["reliability"]
        label = f"{name} (ECE {result['ours']['calibration_error']:.3f})"
        sizes = [8 + each["questions"] for each in bins]
        sure, right = [each["confidence"] for each in bins], [each["right"] for each in bins]
        axes.plot(sure, right, color=colour, linewidth=1.5, label=label)
        axes.scatter(sure, right, s=sizes, color=colour, alpha=0.6)
    axes.set(xlabel="confidence", ylabel="first pair is right", xlim=(0, 1), ylim=(0, 1), title="Reliability")
    axes.legend(frameon=False, loc="upper left")


def risk_coverage(axes: Axes, sets: Sets) -> None:
    """Draw what is wrong among the answered when the surest questions are answered first."""
    for (name, result), colour in zip(sets.items(), COLOURS, strict=False):
        points = result["ours"]["risk_coverage"]
        coverage, risk = [each["coverage"] for each in points], [each["risk"] for each in points]
        axes.plot(coverage, risk, color=colour, linewidth=1.5, drawstyle="steps-post", label=name)
        decided = result["ours"]
        if decided["wrong_among_answered"] is not None:
            axes.plot(decided["answered_of_answerable"], decided["wrong_among_answered"], "o", color=colour)
    axes.axvline(0.4, color="#999999", linewidth=1, linestyle=":")
    axes.axhline(0.05, color="#999999", linewidth=1, linestyle=":")
    axes.set(
        xlabel="share of answerable questions answered",
        ylabel="wrong among answered",
        xlim=(0, 1),
        ylim=(0, 1),
    )
    axes.set_title("Risk and coverage; dots: as the desk decides")
    axes.legend(frameon=False, loc="upper left")


def draw(sets: Sets) -> None:
    """Write both pictures."""
    for name, fill in (("reliability", reliability), ("risk-coverage", risk_coverage)):
        figure, axes = plt.subplots(figsize=(7, 5))
        fill(axes, sets)
        figure.savefig(PICTURES / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
        plt.close(figure)


def page(figures: Mapping[str, Any]) -> str:
    """Return the figures as Markdown."""
    return "\n".join(
        [*_quality(figures["sets"]), "", *_more(figures["sets"]), "", *_routing(figures["routing"])]
    )


def _quality(sets: Sets) -> Iterator[str]:
    yield _row("set", "who", *report.COLUMNS)
    yield _row(*["---"] * (2 + len(report.COLUMNS)))
    for result in sets.values():
        title = result["title"]
        for who, figures in [*result["peers"].items(), (f"**{report.OURS}**", result["ours"])]:
            yield _row(title, who, *report.cells(figures))
            title = ""


def _more(sets: Sets) -> Iterator[str]:
    for result in sets.values():
        yield f"- {result['title']}: {report.notes(result['ours'])}"


def _routing(routes: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    if not routes:
        return
    first = next(iter(routes.values()))
    yield _row("class", "n", *(f"{who}: recall / precision" for who in routes))
    yield _row(*["---"] * (2 + len(routes)))
    for name, figures in first["classes"].items():
        cells = (report.routed(each["classes"][name], figures["sentences"]) for each in routes.values())
        yield _row(name, str(figures["sentences"]), *cells)
    away = (report.led_away(each, first["ordinary"]) for each in routes.values())
    yield _row("ordinary questions led away", str(first["ordinary"]), *away)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def put_into(text: str, figures: str) -> str:
    """Return a page with other figures between its marks.

    Raises:
        ValueError: the page has no marks.
    """
    before, found, rest = text.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        raise ValueError(f"no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", type=Path, default=RESULT, help="what `make eval` wrote")
    figures = json.loads(parser.parse_args().json.read_text(encoding="utf-8"))
    draw({name: figures["sets"][name] for name in DRAWN if name in figures["sets"]})
    PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8"), page(figures)), encoding="utf-8")


if __name__ == "__main__":
    main()
