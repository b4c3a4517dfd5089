"""`make eval`: the whole answering path and its peers on the same questions, one run, one table, one JSON.

make eval
.venv/bin/python -m tests.questions.evaluate --only city --only demo-fresh --errors 20
.venv/bin/python -m tests.questions.evaluate --quick
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, track

from policies.cli.console import quiet_logs
from tests.conftest import ROOT, SHARED_DATA
from tests.questions import report
from tests.questions.assistant import PYTHON, Intents, intents_of
from tests.questions.measuring import Measured, measured
from tests.questions.peers import selector
from tests.questions.rounds import MeasuredSet, empty_library
from tests.questions.routes import Half, measure_routes, route_all, sentences
from tests.questions.sets import ALL

CONSOLE = Console(highlight=False, width=150)
RESULT = ROOT / "var" / "eval.json"
QUICK = 60
ROUTING = "routing"


def arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    names = [*(each.name for each in ALL), ROUTING]
    parser.add_argument(
        "--only", action="append", choices=names, help="measure this set only; may be repeated"
    )
    parser.add_argument(
        "--quick", action="store_true", help=f"at most {QUICK} questions a round, no ResponseSelector"
    )
    parser.add_argument("--no-peers", action="store_true", help="our own path alone")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print the N worst errors of each set"
    )
    parser.add_argument(
        "--half", choices=("test", "dev"), default="test", help="of the routing sets; `dev` names its errors"
    )
    parser.add_argument(
        "--json", type=Path, default=RESULT, help="where the figures go (default: var/eval.json)"
    )
    return parser.parse_args()


def chosen(only: Sequence[str] | None) -> list[MeasuredSet]:
    """Return the sets that are asked for and that this machine has; say what it has not."""
    asked = [each for each in ALL if not only or each.name in only]
    there = [each for each in asked if each.is_there()]
    for each in asked:
        if each not in there:
            CONSOLE.print(f"skipped {each.name}: {SHARED_DATA.name} is not beside the project")
    return there


def measure_all(sets: Sequence[MeasuredSet], options: argparse.Namespace) -> dict[str, Measured]:
    """Measure the sets one after the other under one progress display."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    found = {}
    with Progress(*columns, console=CONSOLE) as display:
        for each in sets:
            task = display.add_task(each.title, total=None)

            def told(done: int, begun: int, task: Any = task) -> None:
                display.update(task, completed=done, total=begun)

            most = QUICK if options.quick else None
            found[each.name] = measured(each, most, not options.no_peers, told)
            write(options.json, {"unfinished": True, "sets": figures_of(sets, found)})
    return found


def figures_of(sets: Sequence[MeasuredSet], found: Mapping[str, Measured]) -> dict[str, dict[str, Any]]:
    """Return the figures of the sets that are measured, in the order of the table."""
    return {
        each.name: {"title": each.title, "ours": found[each.name].ours, "peers": found[each.name].peers}
        for each in sets
        if each.name in found
    }


def add_selector(sets: Sequence[MeasuredSet], found: dict[str, Measured]) -> None:
    """Train and ask Rasa's ResponseSelector on the sets meant for it; say why where it cannot be."""
    meant = [each for each in sets if each.selector]
    if not meant or not selector.PYTHON.exists():
        CONSOLE.print(f"skipped {selector.NAME}: " + ("no set asks for it" if not meant else "no bot/.venv"))
        return
    rounds = [found[each.name].rounds[0] for each in meant]
    with CONSOLE.status(f"{selector.NAME}: training on {len(rounds)} libraries, some twenty minutes …"):
        try:
            selected = selector.ask_selector(rounds)
        except subprocess.SubprocessError as error:
            CONSOLE.print(f"skipped {selector.NAME}: {type(error).__name__}, it failed or took too long")
            return
    for each, result in zip(meant, selected, strict=True):
        name = f"{selector.NAME}, {result.rows} of {len(found[each.name].rounds[0].rows)} rows"
        found[each.name].peers[name] = {**result.run.figures(), "training_s": result.training_s}


def measure_routing(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Measure the routing sets: the library alone, and with the intents that the assistant understands."""
    halves: tuple[Half, ...] = ("dev",) if options.half == "dev" else ("test", "week")
    texts = {half: [text for _, text in sentences(half)] for half in halves}
    ways: dict[str, Intents | None] = {"library alone": None}
    if not PYTHON.exists():
        CONSOLE.print("skipped routing with the assistant: no bot/.venv")
    elif not options.quick:
        with CONSOLE.status("the assistant's intents (trained first where its inputs changed) …"):
            ways["with the assistant"] = intents_of([text for every in texts.values() for text in every])
    found = {}
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        for half, (way, intents) in itertools.product(halves, ways.items()):
            name = f"a week's, {way}" if half == "week" else way
            asked = route_all(library, half, intents)
            routed = list(track(asked, f"routing, {name}", len(texts[half]), console=CONSOLE))
            found[name] = measure_routes(routed)
            for each in routed if half == "dev" else ():
                if each.meant != each.taken:
                    CONSOLE.print(f"{name}: {each.meant} taken for {each.taken}: {each.text}")
    return found


def measure_sets(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Measure the sets and their peers; print what is told of each."""
    sets = chosen(options.only)
    found = measure_all(sets, options)
    if not (options.quick or options.no_peers):
        add_selector(sets, found)
    results = figures_of(sets, found)
    for name, result in results.items():
        if "by_style" in result["ours"]:
            CONSOLE.print(report.styles(result["title"], result["ours"]))
        CONSOLE.print(f"{result['title']}: {report.notes(result['ours'])}\n")
        if options.errors:
            report.print_errors(CONSOLE, result["title"], found[name], options.errors)
    return results


def main() -> None:
    """Measure, print, and write the figures."""
    options, began = arguments(), time.monotonic()
    quiet_logs()
    results = measure_sets(options)
    routes = measure_routing(options) if not options.only or ROUTING in options.only else {}
    if routes:
        CONSOLE.print(report.routing(routes))
    if results:
        CONSOLE.print(report.summary(results))
    seconds = time.monotonic() - began
    CONSOLE.print(f"{report.lines(results.values())} questions in {seconds:.0f} s; figures in {options.json}")
    write(options.json, {"commit": commit(), "seconds": round(seconds), "sets": results, "routing": routes})


def write(path: Path, figures: dict[str, Any]) -> None:
    """Write the figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def commit() -> str:
    """Return the commit that was measured, "" where git does not tell."""
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip()


if __name__ == "__main__":
    main()
