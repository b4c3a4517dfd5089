"""`yihaoda model`: the assistant's models, as on the console's page."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, suppress
from typing import Annotated

import typer
from rich.table import Table

from policies.assistant.comparing import Comparison, compare
from policies.assistant.data_check import DataFinding
from policies.assistant.folder import ModelFolder
from policies.assistant.model import USUAL_FOLDS, Kind, Model, Run, State
from policies.assistant.registry import Registry
from policies.assistant.saying import finding_in_words, percent, reason_of, verdict_in_words
from policies.assistant.trainer import Trainer
from policies.cli.console import (
    ERR,
    EXIT_BROKEN,
    EXIT_FINDINGS,
    OUT,
    Database,
    opened_store,
    refuse_missing,
    settings_for,
)
from policies.cli.console import complaints as telling
from policies.clock import CHINA
from policies.content.checks.finding import Severity
from policies.content.store import Store
from policies.wording import say

models = typer.Typer(help=say("cli.model.app"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(help=say("cli.model.name"), show_default=False)]
Actor = Annotated[str, typer.Option(help=say("cli.model.actor"))]
Reason = Annotated[str, typer.Option(help=say("cli.model.reason"))]
Folds = Annotated[int, typer.Option(help=say("cli.model.folds"))]
POLL_S = 1.0


@models.command("list")
def list_(database: Database = None) -> None:
    """列出保留的模型，在用的标明。

    例：yihaoda model list
    """
    with _store(database) as store:
        registry = _registry(store, database)
        active, every = registry.active(), registry.every()
    if not every:
        OUT.print(say("cli.model.none"))
        return
    names = ("id", "made_at", "made_by", "learned", "macro_f1", "emergency", "state")
    table = Table(*(say(f"assistant.column.{name}") for name in names))
    for each in every:
        found = compare(each, active)
        macro = percent(found.new.macro_f1) if found.new else say("assistant.unmeasured")
        emergency = percent(found.new.emergency_recall) if found.new else say("assistant.unmeasured")
        state = say("assistant.answers") if active and each.id == active.id else ""
        made = each.made_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        learned = say("assistant.learned", examples=each.examples, published=each.published)
        table.add_row(each.id, made, each.made_by, learned, macro, emergency, state)
    OUT.print(table)


@models.command("check")
def check(actor: Actor = "yihaoda", database: Database = None) -> None:
    """检查训练数据：例句太少、同一句归两类、近似句、未知实体、规则矛盾、已发布问题被误认为闲聊等。

    例：yihaoda model check
    """
    run = _done(Kind.CHECK, actor, USUAL_FOLDS, None, database)
    findings = [
        DataFinding(each["rule"], Severity(each["severity"]), each["place"], each["facts"])
        for each in (run.result or {})["findings"]
    ]
    for each in findings:
        OUT.print(finding_in_words(each), markup=False, soft_wrap=True)
    OUT.print(say("assistant.checked", count=len(findings)))
    if any(each.severity is Severity.ERROR for each in findings):
        raise typer.Exit(EXIT_FINDINGS)


@models.command("train")
def train(actor: Actor = "yihaoda", folds: Folds = USUAL_FOLDS, database: Database = None) -> None:
    """用现在的训练数据训练一个新模型，并与在用的对比。新模型不会自动启用。

    例：yihaoda model train
    """
    run = _done(Kind.TRAIN, actor, folds, None, database)
    same = bool((run.result or {}).get("unchanged"))
    OUT.print(say(f"cli.model.{'unchanged' if same else 'trained'}", model=run.model_id))
    _show(run.model_id or "", database)


@models.command("compare")
def compare_(
    name: Name, actor: Actor = "yihaoda", folds: Folds = USUAL_FOLDS, database: Database = None
) -> None:
    """在同样的例句、同样的分组上测评一个模型和在用的模型，列出差别。

    例：yihaoda model compare assistant-0123456789abcdef
    """
    with _store(database) as store:
        _registry(store, database).get(name)
    _done(Kind.COMPARE, actor, folds, name, database)
    _show(name, database)


@models.command("activate")
def activate(name: Name, actor: Actor, reason: Reason = "", database: Database = None) -> None:
    """启用一个模型。比在用的差，或没有测评过的，须写明原因。

    例：yihaoda model activate assistant-0123456789abcdef --actor 管理员
    """
    with _store(database) as store:
        _registry(store, database).activate(name, actor, reason)
    OUT.print(say("cli.model.activated", model=name))


@models.command("roll-back")
def roll_back(name: Name, actor: Actor, reason: Reason, database: Database = None) -> None:
    """换回以前用过的模型，须写明原因。

    例：yihaoda model roll-back assistant-0123456789abcdef --actor 管理员 --reason 新模型答非所问
    """
    with _store(database) as store:
        _registry(store, database).roll_back(name, actor, reason)
    OUT.print(say("cli.model.activated", model=name))


def _store(database: str | None) -> AbstractContextManager[Store]:
    with telling():
        refuse_missing(database)
    return opened_store(database)


def _registry(store: Store, database: str | None) -> Registry:
    return Registry(store.engine, ModelFolder(settings_for(database).var_dir / "model"))


def _done(kind: Kind, actor: str, folds: int, model_id: str | None, database: str | None) -> Run:
    """Ask for a run and return it when it is done: by the service's trainer, or here where none lives."""
    with _store(database) as store:
        trainer = Trainer(store, settings_for(database))
        run = trainer.runs.ask(kind, actor, folds=folds, model_id=model_id)
        try:
            while run.is_open:
                if not trainer.do_next():
                    time.sleep(POLL_S)
                run = trainer.runs.get(run.id)
                ERR.print(_progress(run), end="\r")
        except KeyboardInterrupt:
            with suppress(KeyboardInterrupt):
                trainer.runs.cancel(run.id, actor)
            raise
        finally:
            trainer.release()
    if run.state is not State.DONE:
        ERR.print(reason_of(run), style="red", markup=False)
        ERR.print(run.log[-2000:], markup=False)
        raise typer.Exit(EXIT_BROKEN)
    return run


def _progress(run: Run) -> str:
    return say(
        "cli.model.progress",
        phase=say(f"assistant.phase.{run.phase or 'waiting'}"),
        done=run.done,
        total=run.total,
    )


def _show(name: str, database: str | None) -> None:
    with _store(database) as store:
        registry = _registry(store, database)
        model, active = registry.get(name), registry.active()
    if active is not None and active.id == name:
        OUT.print(say("cli.model.is_active"))
        return
    _table(model, compare(model, active))


def _table(model: Model, found: Comparison) -> None:
    OUT.print(verdict_in_words(found), soft_wrap=True)
    if found.new is None or found.old is None:
        return
    table = Table("", say("assistant.column.active"), model.id)
    rows = ("macro_f1", "weighted_f1", "emergency_recall")
    for row in rows:
        table.add_row(
            say(f"assistant.figure.{row}"), percent(getattr(found.old, row)), percent(getattr(found.new, row))
        )
    for each in (*found.worse, *found.better):
        table.add_row(each.intent, percent(each.before), percent(each.after))
    OUT.print(table)
    OUT.print(say("assistant.measures"), soft_wrap=True)
