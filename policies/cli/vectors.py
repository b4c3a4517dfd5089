"""`yihaoda vectors`: wait until every stored question has its vector, and see whether the model answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated

import typer

from policies.cli.console import EXIT_FINDINGS, OUT, Database, opened, progress_bar
from policies.errors import InputError
from policies.search.dense.keeping import Keeper
from policies.wording import say

GLANCE_S = 0.5


def vectors(
    patience_s: Annotated[float, typer.Option("--patience", min=1, help=say("cli.vectors.patience"))] = 60,
    database: Database = None,
) -> None:
    """为全部问法计算向量并等它算完（服务运行时会在后台自动计算），同时检验向量模型能否使用。

    例：yihaoda vectors
    """
    with opened(database) as library:
        if library.helpers.dense is None:
            raise InputError("YIHAODA_DENSE_MODEL", "no_dense_model")
        keeper = library.helpers.dense.keeper
        with progress_bar(say("cli.vectors.title")) as progress:
            is_done = _waited(keeper, patience_s, progress)
        if not is_done:
            OUT.print(say("cli.vectors.stuck", ready=len(keeper.matrix), missing=keeper.missing))
            raise typer.Exit(EXIT_FINDINGS)
        OUT.print(say("cli.vectors.done", ready=len(keeper.matrix)))


def _waited(keeper: Keeper, patience_s: float, progress: Callable[[int, int], None]) -> bool:
    """Wait while vectors come; give up when none has come for a while."""
    before, since, total = -1, time.monotonic(), 0
    while not keeper.settle(GLANCE_S):
        missing = keeper.missing
        total = max(total, missing)
        if missing != before:
            before, since = missing, time.monotonic()
        if time.monotonic() - since > patience_s:
            return False
        progress(total - missing, total)
    return True
