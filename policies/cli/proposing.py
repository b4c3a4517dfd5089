"""`yihaoda propose`: similar questions for pairs, learned from people or drafted from words."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from policies import clock
from policies.cli.console import OUT, Database, opened, progress_bar
from policies.content.checks.known import Known
from policies.content.model_proposals import ModelProposals
from policies.content.proposals import Proposals
from policies.content.proposed import Proposed
from policies.library import Library
from policies.wording import say, section

MOST_SHOWN = 40


def propose(
    pair: Annotated[str | None, typer.Option("--pair", help=say("cli.propose.pair"))] = None,
    every: Annotated[bool, typer.Option("--all", help=say("cli.propose.all"))] = False,
    model: Annotated[bool, typer.Option("--model", help=say("cli.propose.model"))] = False,
    accept_all: Annotated[bool, typer.Option("--accept-all", help=say("cli.propose.accept_all"))] = False,
    actor: Annotated[str, typer.Option("--actor", help=say("cli.draft.actor"))] = "cli",
    database: Database = None,
) -> None:
    """为问答提出相似问法：一是群众问过并确认的，二是按词典和问法拟的；采纳后存为草稿，由他人审核发布。

    例：yihaoda propose --all
    """
    with opened(database) as library:
        known = Known(library.store)
        proposals = Proposals(library.store, library.dictionary, known)
        if model:
            writing = ModelProposals(library.store, known, proposals, library.helpers.drafter)
            drafted = _draft_with_model(writing, library, pair, every)
        else:
            drafted = _draft(library, proposals, pair, every)
        learned = proposals.learn()
        by_itself = proposals.accept_confirmed()
        waiting = proposals.waiting(pair)
        OUT.print(say("cli.propose.done", drafted=drafted, learned=learned, by_itself=by_itself))
        if accept_all and waiting:
            edited = proposals.accept([each.id for each in waiting], actor, clock.today())
            OUT.print(say("cli.propose.accepted", questions=len(waiting), pairs=len(edited)))
        else:
            _show(waiting, known)


def _draft(library: Library, proposals: Proposals, pair: str | None, every: bool) -> int:
    if pair is not None:
        return proposals.draft(library.store.pair(pair))
    if not every:
        return 0
    with progress_bar(say("cli.propose.title")) as progress:
        return proposals.draft_missing(progress)


def _draft_with_model(model: ModelProposals, library: Library, pair: str | None, every: bool) -> int:
    if pair is not None:
        return model.draft(library.store.pair(pair))
    pairs, count = model.missing() if every else [], 0
    with progress_bar(say("cli.propose.title")) as progress:
        for done, each in enumerate(pairs, start=1):
            count += model.draft(each)
            progress(done, len(pairs))
    return count


def _show(waiting: list[Proposed], known: Known) -> None:
    table = Table(*section("cli.propose")["columns"].values())
    for each in waiting[:MOST_SHOWN]:
        question = known.pair(each.pair_id).question if known.has(each.pair_id) else each.pair_id
        origin = say(f"cli.propose.origin.{each.origin.value}")
        table.add_row(question, each.text, origin, str(each.confirmations or ""))
    OUT.print(table)
    if len(waiting) > MOST_SHOWN:
        OUT.print(say("cli.import.more", count=len(waiting) - MOST_SHOWN))
