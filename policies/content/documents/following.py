"""Citations of pairs when a document's clauses change: each follows its clause, and none is lost unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa

from policies.content import tables
from policies.content.documents.citing import Citing, citing
from policies.content.documents.clause_tree import Nodes
from policies.content.model import Policy, QaPair
from policies.content.pairs import versions
from policies.content.pairs.life import FOLLOWS
from policies.content.writing import Writing
from policies.errors import InputError

S = tables.SCHEDULE
WHOLE = ""


class Fate(StrEnum):
    """What becomes of a cited clause."""

    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that pairs cite, and what becomes of it.

    Attributes:
        path: as the pairs name it now.
        to: as it is called afterwards; None where it vanishes and somebody must say what stands for it.
        before, after: its text now and then.
        pairs: who cites it.
    """

    path: str
    fate: Fate
    to: str | None
    before: str
    after: str
    pairs: tuple[Citing, ...]


def cited_clauses(connection: sa.Connection, stored: Policy, nodes: Nodes) -> list[Cited]:
    """Return the clauses of a stored document that pairs cite, in their order, with what becomes of each.

    A path that names no clause of the stored text is left out: it was broken before.
    """
    by_path: dict[str, list[Citing]] = {}
    for each in citing(connection, stored.id):
        for path in dict.fromkeys(each.paths):
            by_path.setdefault(path, []).append(each)
    heirs = {path: node for node in nodes for path in node.was}
    found = []
    for clause in stored.clauses:
        if clause.path in by_path:
            heir, pairs = heirs.get(clause.path), tuple(by_path[clause.path])
            fate = _fate(clause.path, clause.text, heir.path if heir else None, heir.text if heir else "")
            to, after = (heir.path, heir.text) if heir else (None, "")
            found.append(Cited(clause.path, fate, to, clause.text, after, pairs))
    return found


def follow(write: Writing, stored: Policy, nodes: Nodes, choices: Mapping[str, str], note: str) -> int:
    """Let the citations follow their clauses, in the transaction that changes the document.

    What answers and a change that waits beside it each become a version of their own, which nobody wrote.

    Args:
        write: the transaction.
        stored: the document before.
        nodes: the clauses after.
        choices: which clause stands for one that vanishes, by path; "" for the whole document.
        note: why, for the pairs' histories.

    Returns:
        How many pairs were changed.

    Raises:
        InputError: for a clause that vanishes nothing is chosen, or a clause that is not there.
    """
    moves = moves_of(cited_clauses(write.connection, stored, nodes), nodes, choices)
    pairs = {each.id for each in citing(write.connection, stored.id) if set(each.paths) & moves.keys()}
    for pair_id in sorted(pairs):
        _follow(write, pair_id, stored.id, moves, note)
    return len(pairs)


def moves_of(cited: Sequence[Cited], nodes: Nodes, choices: Mapping[str, str]) -> dict[str, str]:
    """Return which paths are called otherwise from now on.

    Raises:
        InputError: as for `follow`.
    """
    there = {node.path for node in nodes} | {WHOLE}
    moves: dict[str, str] = {}
    for each in cited:
        to = each.to if each.fate is not Fate.VANISHED else choices.get(each.path)
        if to is None:
            raise InputError(each.path, "citation_without_clause", path=each.path, pairs=len(each.pairs))
        if to not in there:
            raise InputError(each.path, "citation_to_nothing", path=each.path, to=to)
        if to != each.path:
            moves[each.path] = to
    return moves


def _fate(path: str, text: str, to: str | None, after: str) -> Fate:
    if to is None:
        return Fate.VANISHED
    if to != path:
        return Fate.MOVED
    return Fate.KEPT if text == after else Fate.REWORDED


def _follow(write: Writing, pair_id: str, policy_id: str, moves: Mapping[str, str], note: str) -> None:
    answers = versions.answering(write.connection, pair_id)
    newest = versions.newest(write.connection, pair_id)
    if answers is None or newest is None:
        return
    changed, last = _moved(answers, policy_id, moves), newest.version
    if changed != answers:
        last = write.pair(changed, FOLLOWS, note, document=policy_id).version
    if newest.version != answers.version:
        # The change that waits comes last, so that it stays what editors work on.
        moved = _moved(newest, policy_id, moves)
        last = write.pair_version(moved, FOLLOWS, note, document=policy_id).version
    # What a reviewer decided for a day to come was decided of the same words.
    same = sa.update(S).where(S.c.pair_id == pair_id, S.c.version == newest.version)
    write.connection.execute(same.values(version=last))


def _moved(pair: QaPair, policy_id: str, moves: Mapping[str, str]) -> QaPair:
    moved = (
        replace(each, clause_path=moves[each.clause_path or ""] or None)
        if each.policy_id == policy_id and (each.clause_path or "") in moves
        else each
        for each in pair.citations
    )
    return replace(pair, citations=tuple(dict.fromkeys(moved)))
