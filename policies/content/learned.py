"""Similar questions learned from what people confirmed: which question means which pair, and how many say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa

from policies.content import tables
from policies.content.variants import TOO_LIKE, likeness
from policies.language.masking import mask

LONGEST = 100
# A question that held personal data tells one person's story; it is no way of asking for others.
_MASKED = "〔"


@dataclass(frozen=True, slots=True)
class Told:
    """A question that independent askers joined to a pair; the wordings that differ in little are one."""

    pair_id: str
    text: str
    text_key: str
    askers: frozenset[str]


def learned(connection: sa.Connection) -> list[Told]:
    """Return the questions that were confirmed, each with the pair that most askers meant.

    A question of which another pair has more confirmations is not this pair's; where two pairs have
    the same number, it is nobody's yet.
    """
    every = list(_told(connection))
    strongest: dict[str, list[int]] = defaultdict(list)
    for each in every:
        strongest[each.text_key].append(len(each.askers))
    own = [each for each in every if _is_the_most(len(each.askers), strongest[each.text_key])]
    by_pair: dict[str, list[Told]] = defaultdict(list)
    for each in own:
        by_pair[each.pair_id].append(each)
    return [told for many in by_pair.values() for told in _merged(many)]


def _told(connection: sa.Connection) -> Iterator[Told]:
    row = tables.CONFIRMED.c
    query = sa.select(row.pair_id, row.text_key, row.text, row.asker).order_by(row.at, row.id)
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for pair_id, key, text, asker in connection.execute(query):
        found.setdefault((pair_id, key), (mask(text), set()))[1].add(asker)
    for (pair_id, key), (text, askers) in found.items():
        if _MASKED not in text and len(text) <= LONGEST:
            yield Told(pair_id, text, key, frozenset(askers))


def _is_the_most(mine: int, every: list[int]) -> bool:
    return mine == max(every) and every.count(mine) == 1


def _merged(told: Iterable[Told]) -> list[Told]:
    """Return the questions of one pair, those that are nearly one put together under the most confirmed."""
    found: list[Told] = []
    for each in sorted(told, key=lambda one: (-len(one.askers), one.text)):
        twin = next(
            (place for place, one in enumerate(found) if likeness(one.text, each.text) >= TOO_LIKE), None
        )
        if twin is None:
            found.append(each)
        else:
            found[twin] = replace(found[twin], askers=found[twin].askers | each.askers)
    return found
