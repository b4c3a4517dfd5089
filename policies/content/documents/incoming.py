"""The next version of a stored document comes as a file: what people corrected stays, what pairs cite is not lost.

Where the file says another thing than it had said in just what was corrected, or where a clause that a pair cites would go
or be another one, nothing is decided here: the file is put onto an editor's table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa

from policies.content import tables
from policies.content.documents.clause_tree import Nodes, nodes_of
from policies.content.documents.following import Fate, cited_clauses
from policies.content.documents.header import FIELDS, header_of
from policies.content.documents.restating import bare, restated
from policies.content.model import Clause, Policy
from policies.content.policy_versions import policy_from

K, C = tables.CORRECTED, tables.PAIR_CITATION
CLAUSES = "clauses"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file beside the stored document.

    Attributes:
        policy: the next version, with what people corrected as far as it can stay.
        read: as the file has it.
        nodes: its clauses; each knows the stored clause that it was.
        collisions: header fields, paths of clauses, or "clauses" for the tree as a whole, in which the file changed what
            was corrected.
        loses: paths of cited clauses that would go or be called otherwise.
        is_corrected: people had corrected the stored document.
    """

    policy: Policy
    read: Policy
    nodes: Nodes
    collisions: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    is_corrected: bool = False

    @property
    def needs_an_editor(self) -> bool:
        """Whether somebody must look at it."""
        return bool(self.collisions or self.loses)


def incoming(connection: sa.Connection, read: Policy, stored: Policy) -> Incoming:
    """Return a file's document beside the stored one whose next version it is."""
    kept = connection.scalar(sa.select(K.c.read).where(K.c.policy_id == stored.id))
    policy, collisions = _merged(read, stored, policy_from(kept)) if kept else (read, ())
    is_cited = sa.select(C.c.pair_id).where(C.c.policy_id == stored.id, C.c.clause_path.is_not(None)).limit(1)
    if not collisions and connection.scalar(is_cited) is None:
        return Incoming(policy, read, (), is_corrected=bool(kept))
    nodes = nodes_of(policy.clauses, stored)
    cited = cited_clauses(connection, stored, nodes)
    loses = tuple(each.path for each in cited if each.fate in (Fate.MOVED, Fate.VANISHED))
    return Incoming(policy, read, nodes, collisions, loses, bool(kept))


def _merged(read: Policy, stored: Policy, before: Policy) -> tuple[Policy, tuple[str, ...]]:
    """Return a file's document with the corrections, and where they collide.

    Args:
        read: what the file says now.
        stored: what people made of it.
        before: what the file had said.
    """
    header, collisions = header_of(read), []
    for name in FIELDS:
        said, now, own = getattr(before, name), getattr(read, name), getattr(stored, name)
        if own not in (said, now):
            header = replace(header, **{name: own})
            collisions += [name] if now != said else []
    clauses, clashing = _merged_clauses(bare(read), bare(stored), bare(before))
    if (header, clauses) == (header_of(read), bare(read)):
        return read, (*collisions, *clashing)
    return restated(read, header, clauses), (*collisions, *clashing)


def _merged_clauses(
    read: tuple[Clause, ...], stored: tuple[Clause, ...], before: tuple[Clause, ...]
) -> tuple[tuple[Clause, ...], list[str]]:
    if stored in (before, read):
        return read, []
    if read == before:
        return stored, []
    if [each.path for each in stored] != [each.path for each in before]:
        return read, [CLAUSES]
    own = {was.path: each for each, was in zip(stored, before, strict=True) if each != was}
    said = {each.path: each for each in before}
    now = {each.path: each for each in read}
    clashing = [path for path in own if now.get(path) not in (said[path], own[path])]
    merged = tuple(
        own[each.path] if each == said.get(each.path) and each.path in own else each for each in read
    )
    return merged, clashing
