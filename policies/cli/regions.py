"""`yihaoda regions`: the table of administrative divisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policies.cli.console import OUT, Database, opened_store
from policies.content.regions import import_regions
from policies.wording import say


def regions(
    file: Annotated[Path, typer.Argument(help=say("cli.regions.file"))], database: Database = None
) -> None:
    """导入行政区划表；代码相同的更新，其余新增，有错则一行也不写入。

    例：yihaoda regions 行政区划.csv
    """
    with opened_store(database) as store:
        OUT.print(say("cli.regions.done", count=import_regions(store, file)))
