"""`yihaoda import` and `export`: Q&A pairs in and out."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from policies import clock
from policies.cli.console import (
    ERR,
    EXIT_BAD_INPUT,
    OUT,
    Database,
    complaints,
    explain,
    opened,
    opened_store,
    progress_bar,
    refuse_missing,
)
from policies.content.exporting.exporter import export_pairs
from policies.content.importing.importer import import_pairs
from policies.content.importing.report import ImportReport, OnKnown
from policies.content.model import PairState
from policies.content.proposals import Proposals
from policies.wording import say

MOST_SHOWN = 20


def import_(
    file: Annotated[Path, typer.Argument(help=say("cli.import.file"))],
    publish: Annotated[bool, typer.Option("--publish", help=say("cli.import.publish"))] = False,
    on_known: Annotated[OnKnown, typer.Option(help=say("cli.import.on_known"))] = OnKnown.UPDATE,
    keep_state: Annotated[bool, typer.Option("--keep-state", help=say("cli.import.keep_state"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.import.dry_run"))] = False,
    skip_errors: Annotated[bool, typer.Option("--skip-errors", help=say("cli.import.skip_errors"))] = False,
    report_to: Annotated[Path | None, typer.Option("--report", help=say("cli.import.report"))] = None,
    database: Database = None,
) -> None:
    """导入问答（.jsonl、.csv、.xlsx）；有错误的行逐行说明，默认有错就一条也不写。

    例：yihaoda import 问答.xlsx --publish --dry-run
    """
    began = time.monotonic()
    with opened(database) as library:
        with progress_bar(say("cli.import.title")) as progress:
            report = import_pairs(
                library.store,
                file,
                publish=publish,
                keep_state=keep_state,
                on_known=on_known,
                dry_run=dry_run,
                skip_errors=skip_errors,
                progress=progress,
                today=clock.today(),
            )
        if report.written:
            with ERR.status(say("cli.import.indexing")):
                library.refresh()
                Proposals(library.store, library.dictionary).draft_missing()
    if report_to is not None:
        write_report(report, report_to)
    _show(report, time.monotonic() - began, dry_run)
    if report.errors:
        raise typer.Exit(EXIT_BAD_INPUT)


def export(
    file: Annotated[Path, typer.Argument(help=say("cli.export.file"))],
    state: Annotated[list[PairState] | None, typer.Option(help=say("cli.export.state"))] = None,
    database: Database = None,
) -> None:
    """导出问答，列与导入相同，导出再导入不丢任何内容。

    例：yihaoda export 问答.xlsx --state published
    """
    with complaints():
        refuse_missing(database)
    with opened_store(database) as store, progress_bar(say("cli.export.title")) as progress:
        count = export_pairs(store, file, state or list(PairState), progress)
    OUT.print(say("cli.export.done", count=count, file=file))


def write_report(report: ImportReport, path: Path) -> None:
    """Write what became of every row into a CSV file, in the order of the rows."""
    lines = [
        (line.row, line.question, say(f"exchange.actions.{line.action}"), "；".join(line.notes))
        for line in report.lines
    ]
    lines += [(error.row, "", say("cli.check.severity.error"), explain(error)) for error in report.errors]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([say(f"exchange.report.{name}") for name in ("row", "question", "action", "notes")])
        writer.writerows(sorted(lines))


def _show(report: ImportReport, seconds: float, dry_run: bool) -> None:
    _some((explain(error) for error in report.errors), len(report.errors), bad=True)
    duplicates = (
        say("cli.import.duplicate", row=each.row, question=each.question) for each in report.duplicates
    )
    _some(duplicates, len(report.duplicates))
    warned = [line for line in report.lines if line.notes]
    _some(
        (say("cli.import.warning", row=line.row, sentence="；".join(line.notes)) for line in warned),
        len(warned),
    )
    if report.unknown_columns:
        OUT.print(say("cli.import.unknown_columns", columns="、".join(report.unknown_columns)), markup=False)
    key = "done" if report.written else ("dry" if dry_run else "stopped")
    counts = Counter(created=report.created, updated=report.updated, unchanged=report.unchanged)
    OUT.print(
        say(
            f"cli.import.{key}",
            rows=report.rows,
            errors=len(report.errors),
            duplicates=len(report.duplicates),
            seconds=f"{seconds:.1f}",
            **counts,
        )
    )


def _some(sentences: Iterable[str], count: int, *, bad: bool = False) -> None:
    """Print the first sentences, and how many more there are."""
    console, style = (ERR, "red") if bad else (OUT, None)
    for _, sentence in zip(range(MOST_SHOWN), sentences, strict=False):
        console.print(sentence, style=style, markup=False)
    if count > MOST_SHOWN:
        console.print(say("cli.import.more", count=count - MOST_SHOWN), style=style)
