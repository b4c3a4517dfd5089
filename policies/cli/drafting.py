"""`yihaoda draft`: pairs proposed from documents, for the editors."""

from __future__ import annotations

from datetime import date
from statistics import mean
from typing import Annotated

import typer
from rich.table import Table

from policies import clock
from policies.cli.console import OUT, Database, opened, progress_bar
from policies.content.checks.finding import label_of
from policies.content.model import Policy
from policies.drafting.drafting import Drafting, Proposal, demand_open
from policies.errors import InputError
from policies.library import Library
from policies.wording import say, section

Found = dict[str, list[Proposal]]


def draft(
    document: Annotated[str | None, typer.Argument(help=say("cli.draft.document"))] = None,
    every: Annotated[bool, typer.Option("--all", help=say("cli.draft.all"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.draft.dry_run"))] = False,
    actor: Annotated[str, typer.Option("--actor", help=say("cli.draft.actor"))] = "cli",
    database: Database = None,
) -> None:
    """从文件条款起草问答：每条注明依据的条款，存为草稿，由编辑修改、他人审核后发布。

    例：yihaoda draft 示民规〔2025〕4号 --dry-run
    """
    today = clock.today()
    with opened(database) as library:
        drafting = Drafting(library.store, library.dictionary)
        chosen = _open_ones(library, today) if every else [_one(drafting, document, today)]
        with progress_bar(say("cli.draft.title")) as progress:
            found: Found = {}
            saved = 0
            for done, policy in enumerate(chosen, start=1):
                found[policy.title] = drafting.propose(policy)
                saved += 0 if dry_run else len(drafting.save(policy, actor, today))
                progress(done, len(chosen))
    _show(found)
    new = sum(each.known is None for proposals in found.values() for each in proposals)
    known = sum(map(len, found.values())) - new
    OUT.print(
        say("cli.draft.dry" if dry_run else "cli.draft.done", count=new if dry_run else saved, known=known)
    )


def _one(drafting: Drafting, name: str | None, today: date) -> Policy:
    if name is None:
        raise InputError("draft", "nothing_to_draft")
    policy = drafting.document(name)
    demand_open(policy, today)
    return policy


def _open_ones(library: Library, today: date) -> list[Policy]:
    found = []
    for policy in library.store.policies():
        try:
            demand_open(policy, today)
        except InputError:
            continue
        found.append(policy)
    return found


def _show(found: Found) -> None:
    if len(found) == 1:
        (proposals,) = found.values()
        for each in proposals:
            _show_one(each)
        return
    table = Table(*section("cli.draft")["columns"].values())
    for title, proposals in found.items():
        known = sum(each.known is not None for each in proposals)
        table.add_row(title, str(len(proposals)), str(known), str(len(proposals) - known))
    OUT.print(table)
    counts = [len(proposals) for proposals in found.values()]
    if counts:
        facts = {"least": min(counts), "most": max(counts), "mean": f"{mean(counts):.1f}"}
        OUT.print(say("cli.draft.least", documents=len(counts), **facts))


def _show_one(each: Proposal) -> None:
    pair = each.pair
    if each.known is not None:
        line = say("cli.draft.known", question=pair.question, other=label_of(each.known))
    else:
        clause = pair.citations[0].clause_path
        line = say("cli.draft.question", question=pair.question, clause=clause, summary=pair.summary)
    OUT.print(line, markup=False, soft_wrap=True)
