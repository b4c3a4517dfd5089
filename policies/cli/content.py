"""`yihaoda load` and `ingest`: documents in."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from policies.cli.console import (
    ERR,
    EXIT_BAD_INPUT,
    OUT,
    Database,
    explain,
    opened,
    progress_bar,
)
from policies.cli.filed import counted, show_filed
from policies.content.filing import Filed, FiledDocument, file_each
from policies.demo.load import load_demo
from policies.ingest.intake import Intake
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
    """读入政策文件或解读：网页（.html）、.docx、.pdf、.xlsx、.txt、.md，可以是文件夹、.zip 压缩包或每行一份的 .jsonl；有问题的逐个说明，其余照常入库。

    例：yihaoda ingest 通知.docx 政策文件夹 材料.zip
    """
    began, counts = time.monotonic(), Counter[Filed]()
    shown: list[FiledDocument] = []
    with (
        opened(database) as library,
        progress_bar(say("cli.ingest.title")) as progress,
        library.following() as follow,
    ):
        for each in file_each(library.store, Intake(files), progress, after_batch=follow):
            counts[each.result] += 1
            if each.error is not None:
                ERR.print(explain(each.error), style="red", markup=False, soft_wrap=True)
            elif len(shown) <= MOST_SHOWN:
                shown.append(each)
    if len(shown) <= MOST_SHOWN:
        for each in sorted(shown, key=lambda each: each.position):
            show_filed(each)
    OUT.print(say("cli.ingest.done", **counted(counts), seconds=f"{time.monotonic() - began:.1f}"))
    if counts[Filed.FAILED]:
        raise typer.Exit(EXIT_BAD_INPUT)
