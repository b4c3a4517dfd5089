"""`yihaoda backup` and `restore`: the whole store in one file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from policies.cli.console import (
    ERR,
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
from policies.content.erasing import erase_again
from policies.content.erasures import Erasures
from policies.content.retention import sweep
from policies.errors import InputError
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
    noted = settings_for(database).resolved_erasures_file()
    if noted.exists():
        OUT.print(say("cli.backup.erasures", file=noted))


def restore(
    file: Annotated[Path, typer.Argument(help=say("cli.restore.file"))],
    erasures: Annotated[Path | None, typer.Option(help=say("cli.restore.erasures"))] = None,
    database: Database = None,
) -> None:
    """把备份恢复到一个空的数据库，并逐表核对；SQLite 与 PostgreSQL 之间可以互相恢复。

    备份之后应个人要求删除的对话会再次删除，超过保存期限的内容随即清理。

    例：yihaoda restore 一号答备份.zip --database postgresql://user@host/yihaoda
    """
    settings = settings_for(database)
    noted = Erasures(erasures or settings.resolved_erasures_file())
    with complaints():
        if erasures is not None and not erasures.exists():
            raise InputError(str(erasures), "missing_file")
        with progress_bar(say("cli.restore.title")) as progress:
            manifest = restore_backup(settings.resolved_database_url(), file, progress)
    OUT.print(say("cli.restore.done", **_size(manifest)))
    with opened_store(database) as store:
        erased, ended = erase_again(store.engine, noted), sweep(store.engine, settings.keeping)
    if not noted.file.exists():
        ERR.print(say("cli.restore.no_erasures", file=noted.file), style="yellow")
    OUT.print(say("cli.restore.erased", count=erased))
    OUT.print(say("cli.retention.ended", **asdict(ended)))


def _size(manifest: Manifest) -> dict[str, int]:
    return {"rows": sum(count for count, _ in manifest.tables.values()), "tables": len(manifest.tables)}
