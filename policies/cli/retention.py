"""`yihaoda retention` and `erase`: what is kept of people ends."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from policies.cli.console import (
    ERR,
    EXIT_BAD_INPUT,
    OUT,
    Database,
    opened_store,
    refuse_missing,
    settings_for,
)
from policies.cli.console import complaints as told
from policies.content.conversations import ConversationNotFound
from policies.content.erasing import erase as erase_conversation
from policies.content.erasures import Erasures
from policies.content.retention import due, sweep
from policies.content.service.retaining import Retaining
from policies.content.service.settings import ServiceSettings
from policies.wording import say


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.retention.dry_run"))] = False,
    database: Database = None,
) -> None:
    """删除超过保存期限的对话、通话、回电请求、工单联系方式、纠错申请和回调通知；期限见管理台“保存期限”和 .env.example。服务每天自动执行一次。

    例：yihaoda retention --dry-run
    """
    with told():
        refuse_missing(database)
    with opened_store(database) as store:
        keeping = Retaining(ServiceSettings(store.engine), settings_for(database).keeping).proposed({})
        ended = (due if dry_run else sweep)(store.engine, keeping)
    key = "due" if dry_run else "ended"
    OUT.print(say(f"cli.retention.{key}", **asdict(ended)))


def erase(
    conversation: Annotated[str, typer.Argument(help=say("cli.retention.conversation"))],
    database: Database = None,
) -> None:
    """立即删除一个对话：问答、评价、其中留下的回电请求和据此学到的问法。不能恢复；以后恢复旧备份时会再次删除。

    例：yihaoda erase 3f1f6f0c9f6b4a2f8f5b6f0d2c1a9e77
    """
    with told():
        refuse_missing(database)
    erasures = Erasures(settings_for(database).resolved_erasures_file())
    with opened_store(database) as store:
        try:
            erase_conversation(store.engine, conversation, "cli", erasures)
        except ConversationNotFound as error:
            ERR.print(say("cli.retention.unknown", id=conversation), style="red")
            raise typer.Exit(EXIT_BAD_INPUT) from error
    OUT.print(say("cli.retention.erased", id=conversation))
