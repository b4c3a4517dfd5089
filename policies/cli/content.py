"""`yihaoda load`, `ingest` and `import`: what goes into a library."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import (
    ERR,
    EXIT_BAD_INPUT,
    OUT,
    Database,
    explain,
    opened,
    progress_bar,
)
from policies.content.filing import Filed, FiledDocument, file_documents
from policies.content.importing.importer import ImportReport, import_pairs
from policies.demo.load import load_demo
from policies.wording import say

MOST_SHOWN = 20


def load(database: Database = None) -> None:
    """载入示范市的演示数据；已经载入的不会重复。

    例：yihaoda load --database sqlite:////tmp/demo.db
    """
    with opened(database) as library:
        with progress_bar(say("cli.load.title")) as progress:
            loaded = load_demo(library.store, progress)
        library.refresh()
        OUT.print(say("cli.load.done", documents=loaded.documents, pairs=loaded.pairs))
        OUT.print(say("cli.run.counts", **library.store.counts()))


def ingest(
    files: Annotated[list[Path], typer.Argument(help=say("cli.ingest.files"))], database: Database = None
) -> None:
    """读入政策文件或解读（.txt 通知、.md 文稿）；有问题的文件逐个说明，其余照常入库。

    例：yihaoda ingest 通知.txt 办法.md
    """
    with opened(database) as library:
        with progress_bar(say("cli.ingest.title")) as progress:
            results = file_documents(library.store, files, progress)
        library.refresh()
    for each in results:
        _show_filed(each)
    failed = sum(each.result is Filed.FAILED for each in results)
    OUT.print(say("cli.ingest.done", good=len(results) - failed, failed=failed))
    if failed:
        raise typer.Exit(EXIT_BAD_INPUT)


def import_(
    file: Annotated[Path, typer.Argument(help=say("cli.import.file"))],
    publish: Annotated[bool, typer.Option("--publish", help=say("cli.import.publish"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.import.dry_run"))] = False,
    skip_errors: Annotated[bool, typer.Option("--skip-errors", help=say("cli.import.skip_errors"))] = False,
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
                dry_run=dry_run,
                skip_errors=skip_errors,
                progress=progress,
                today=date.today(),
            )
        if report.written:
            with ERR.status(say("cli.import.indexing")):
                library.refresh()
    _show_report(report, time.monotonic() - began, dry_run)
    if report.errors:
        raise typer.Exit(EXIT_BAD_INPUT)


def _show_filed(each: FiledDocument) -> None:
    if each.error is not None:
        ERR.print(explain(each.error), style="red", markup=False)
        return
    document = each.document
    if document is None:
        raise AssertionError("a file without an error has been read")
    marks = sum(len(clause.responsibilities) for clause in document.clauses)
    facts = {
        "title": document.title,
        "doc_number": document.doc_number,
        "index_number": document.index_number,
        "issuer": document.issuer,
        "disclosure": document.disclosure,
        "written_on": document.written_on,
        "cites": "、".join(document.cites),
        "clauses": len(document.clauses),
        "responsibilities": marks,
        "source_id": each.source_id,
    }
    table = Table(show_header=False, title=say(f"cli.ingest.{each.result}", name=each.path.name))
    for name, value in facts.items():
        if value:
            table.add_row(say(f"cli.ingest.field.{name}"), str(value))
    OUT.print(table)


def _show_report(report: ImportReport, seconds: float, dry_run: bool) -> None:
    for error in report.errors[:MOST_SHOWN]:
        ERR.print(explain(error), style="red", markup=False)
    if len(report.errors) > MOST_SHOWN:
        ERR.print(say("cli.import.more", count=len(report.errors) - MOST_SHOWN), style="red")
    for each in report.duplicates[:MOST_SHOWN]:
        OUT.print(say("cli.import.duplicate", row=each.row, question=each.question), markup=False)
    if len(report.duplicates) > MOST_SHOWN:
        OUT.print(say("cli.import.more", count=len(report.duplicates) - MOST_SHOWN))
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
