"""What changed in a store after some revision, for whoever follows it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Interpretation, Policy, QaPair
from policies.content.reading import interpretations_where, pairs_where, policies_where, snapshot


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in the store after some revision.

    Attributes:
        revision: the revision that these changes lead to.
        pairs: changed pairs in any state; an index keeps the published ones and forgets the others.
        gone: (kind, id) of what was deleted, kind being "pair", "policy" or "interpretation".
    """

    revision: int
    pairs: tuple[QaPair, ...]
    policies: tuple[Policy, ...]
    interpretations: tuple[Interpretation, ...]
    gone: tuple[tuple[str, str], ...]


def changes_since(engine: sa.Engine, revision: int) -> Changes:
    """Return everything that changed after `revision`, read in one snapshot."""
    stone = tables.TOMBSTONE.c
    with snapshot(engine) as connection:
        number = int(connection.scalar(sa.select(tables.REVISION.c.number)) or 0)
        gone = connection.execute(sa.select(stone.kind, stone.id).where(stone.revision > revision))
        return Changes(
            revision=number,
            gone=tuple((kind, identifier) for kind, identifier in gone),
            pairs=tuple(pairs_where(connection, tables.PAIR.c.revision > revision)),
            policies=tuple(policies_where(connection, tables.POLICY.c.revision > revision)),
            interpretations=tuple(
                interpretations_where(connection, tables.INTERPRETATION.c.revision > revision)
            ),
        )
