"""`yihaoda load` and `ingest`: documents in."""

from __future__ import annotations

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
from policies.demo.load import load_demo
from policies.wording import say


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
