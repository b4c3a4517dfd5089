"""`yihaoda backup` and `restore`: the whole store in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policies.cli.console import (
    OUT,
    Database,
    complaints,
    opened_store,
    progress_bar,
    refuse_missing,
    settings_for,
)
from policies.content.backup.archive import Manifest
from policies.content.backup.restoring import restore_backup
from policies.content.backup.saving import save_backup
from policies.wording import say


def backup(
    file: Annotated[Path, typer.Argument(help=say("cli.backup.file"))], database: Database = None
) -> None:
    """把整个库备份成一个文件；服务可以照常运行。

    例：yihaoda backup 一号答备份.zip
    """
    with complaints():
        refuse_missing(database)
    with opened_store(database) as store, progress_bar(say("cli.backup.title")) as progress:
        manifest = save_backup(store.engine, file, progress)
    OUT.print(say("cli.backup.done", file=file, **_size(manifest)))


def restore(
    file: Annotated[Path, typer.Argument(help=say("cli.restore.file"))], database: Database = None
) -> None:
    """把备份恢复到一个空的数据库，并逐表核对；SQLite 与 PostgreSQL 之间可以互相恢复。

    例：yihaoda restore 一号答备份.zip --database postgresql://user@host/yihaoda
    """
    with complaints(), progress_bar(say("cli.restore.title")) as progress:
        manifest = restore_backup(settings_for(database).resolved_database_url(), file, progress)
    OUT.print(say("cli.restore.done", **_size(manifest)))


def _size(manifest: Manifest) -> dict[str, int]:
    return {"rows": sum(count for count, _ in manifest.tables.values()), "tables": len(manifest.tables)}
