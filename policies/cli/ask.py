"""`yihaoda ask`: one question, the same card as the service gives."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from policies import clock
from policies.answering.card import card
from policies.answering.inquiry import Answer, Inquiry, Question
from policies.cli.console import OUT, Database, opened
from policies.language.masking import mask
from policies.language.normalise import plain
from policies.wording import say

LONGEST_QUESTION = 1000


def ask(
    question: Annotated[str, typer.Argument(help=say("cli.ask.question"))],
    region: Annotated[str | None, typer.Option(help=say("cli.ask.region"))] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=say("cli.ask.on"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("cli.ask.json"))] = False,
    trace: Annotated[bool, typer.Option("--trace", help=say("cli.ask.trace"))] = False,
    database: Database = None,
) -> None:
    """问一个问题，得到与网页、接口相同的答复卡片。

    例：yihaoda ask "看病报销要带什么材料"
    """
    asked = plain(question)
    if not asked:
        raise typer.BadParameter(say("errors.empty_question"))
    if len(asked) > LONGEST_QUESTION:
        raise typer.BadParameter(say("errors.question_too_long", most=LONGEST_QUESTION))
    with opened(database) as library:
        day = on.date() if on else clock.today()
        inquiry = library.ask(Question(mask(asked), day, region, is_as_of=day != clock.today()))
    answer = inquiry.answer
    if answer is None:
        raise AssertionError("the library always answers")
    shown = card(answer)
    if as_json:
        OUT.print_json(json.dumps(shown, ensure_ascii=False))
    else:
        OUT.print(_panel(shown, answer))
    if trace:
        OUT.print(_trace(inquiry))


def _panel(shown: dict[str, Any], answer: Answer) -> Panel:
    parts = [Text(shown["summary"], style="bold")]
    parts += [Text(f"\n{each['label']}：{each['text']}") for each in shown["detail"]]
    parts += [Text(f"\n{_source(each)}", style="cyan") for each in shown["citations"]]
    if shown["department"]:
        contact = shown["department"]
        parts.append(Text("\n" + " ".join(filter(None, (contact["name"], contact["phone"]))), style="green"))
    parts += [Text(f"\n［{number}］{each['label']}") for number, each in enumerate(shown["choices"], start=1)]
    parts += [Text(f"\n{notice}", style="yellow") for notice in shown["notices"]]
    title = say("cli.ask.title", outcome=say(f"cli.outcome.{answer.outcome}"), confidence=answer.confidence)
    return Panel(Group(*parts), title=title)


def _source(citation: dict[str, Any]) -> str:
    where = " ".join(
        filter(None, (citation["title"], citation["doc_number"], citation["clause"], citation["status"]))
    )
    return say("cli.ask.source", where=where, quote=citation["quote"] or "")


def _trace(inquiry: Inquiry) -> Table:
    table = Table(*(say(f"cli.ask.column.{name}") for name in ("stage", "finding", "ms")))
    for step in inquiry.trace:
        table.add_row(step.stage, step.finding, f"{step.ms:.2f}")
    return table
