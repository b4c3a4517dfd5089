"""`yihaoda test-all`: every question of the regression set, and what got better or worse since the last run."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import (
    EXIT_FINDINGS,
    OUT,
    Database,
    complaints,
    opened,
    progress_bar,
    refuse_missing,
)
from policies.clock import today
from policies.errors import InputError
from policies.regression.cases import Cases
from policies.regression.collecting import from_file
from policies.regression.export import write_run
from policies.regression.model import Moved, Run, Verdict
from policies.regression.running import run_all
from policies.regression.runs import Runs
from policies.wording import say

MOST_SHOWN = 50


def ask_set(
    add: Annotated[Path | None, typer.Option("--add", help=say("cli.test_all.add"))] = None,
    against: Annotated[str | None, typer.Option("--against", help=say("cli.test_all.against"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=say("cli.test_all.xlsx"))] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help=say("cli.eval.json"))] = None,
    database: Database = None,
) -> None:
    """把回归集里的问题全部问一遍，与上一次（或指定的一次）相比列出变好和变差的；有变差时退出码为 1。

    例：yihaoda test-all --add 问题.xlsx --xlsx 结果.xlsx
    """
    with complaints():
        refuse_missing(database)
        for file in (xlsx, json_file):
            if file is not None and not file.parent.is_dir():
                raise InputError(str(file), "cannot_write")
    with opened(database) as library:
        actor, runs = getpass.getuser(), Runs(library.store)
        if add is not None:
            added = Cases(library.store).add(from_file(library, add), actor)
            OUT.print(say("cli.test_all.added", count=added))
        with progress_bar(say("cli.test_all.title")) as progress:
            run = run_all(library, today(), actor, progress)
        other = runs.read(against) if against else runs.before(run)
        moved = runs.compared(run.id, other.id) if other is not None else []
        if xlsx is not None:
            write_run(runs, run, other, xlsx)
    _print(run, other, moved)
    if json_file is not None:
        told = {
            "run": asdict(run),
            "against": other.id if other else None,
            "moved": [_plain(e) for e in moved],
        }
        text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        json_file.write_text(text + "\n", encoding="utf-8")
    if any(each.is_worse for each in moved):
        raise typer.Exit(EXIT_FINDINGS)


def _print(run: Run, other: Run | None, moved: list[Moved]) -> None:
    OUT.print(say("cli.test_all.run", id=run.id, total=run.total, revision=run.revision))
    table = Table("", say("cli.test_all.this"), *([say("cli.test_all.other")] if other else []))
    for verdict in reversed(Verdict):
        counts = [f"{one.figures.get(verdict.value, 0)}" for one in (run, other) if one is not None]
        table.add_row(say(f"regression.verdict.{verdict.value}"), *counts)
    OUT.print(table)
    if not moved:
        OUT.print(say("cli.test_all.same"))
        return
    names = ("text", "before", "verdict", "found")
    changed = Table(*(say(f"regression.column.{name}") for name in names))
    for each in moved[:MOST_SHOWN]:
        verdicts = (say(f"regression.verdict.{one.value}") for one in (each.before, each.now))
        changed.add_row(each.case.text, *verdicts, each.found)
    OUT.print(changed)


def _plain(each: Moved) -> dict[str, str]:
    return {"text": each.case.text, "before": each.before.value, "now": each.now.value, "found": each.found}
