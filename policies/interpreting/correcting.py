"""What an editor decides of an interpretation: what it explains, its form, its day; with a reason, in the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Interpretation, InterpretationKind
from policies.content.reading import interpretations_where
from policies.content.store import Store
from policies.errors import EditError, InputError, InterpretationNotFound, PolicyNotFound
from policies.language.doc_number import canonical

T, P = tables.INTERPRETATION, tables.POLICY
LONGEST_REASON = 500
DECIDED = ("explains", "kind", "published_on")


class InterpretationConflict(EditError):
    """Somebody else changed the interpretation meanwhile."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "interpretation_conflict")


@dataclass(frozen=True, slots=True)
class Correction:
    """What shall hold; `explains` names documents by identifier or 文号."""

    explains: Sequence[str]
    kind: InterpretationKind
    published_on: date | None
    reason: str


def seen(store: Store, interpretation_id: str) -> int:
    """Return the revision that last changed an interpretation: what somebody who looks at it has seen.

    Raises:
        InterpretationNotFound: there is none.
    """
    with store.engine.connect() as connection:
        found = connection.scalar(sa.select(T.c.revision).where(T.c.id == interpretation_id))
    if found is None:
        raise InterpretationNotFound(interpretation_id)
    return int(found)


def correct(
    store: Store, interpretation_id: str, wanted: Correction, actor: str, expected: int
) -> Interpretation:
    """Set what an interpretation explains, its form and its day; returns it as it is then.

    Args:
        store: whose.
        interpretation_id: which.
        wanted: what shall hold, with the reason.
        actor: who decides.
        expected: the revision that they have seen.

    Raises:
        InterpretationNotFound: there is none.
        InputError: the reason is missing or too long, or a document is not in the library.
        InterpretationConflict: somebody changed it meanwhile.
    """
    reason = wanted.reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise InputError("reason", "link_reason", most=LONGEST_REASON)
    explains = tuple(dict.fromkeys(_document(store, name) for name in wanted.explains))
    with store.writing(actor) as write:
        now = write.connection.scalar(sa.select(T.c.revision).where(T.c.id == interpretation_id))
        if now is None:
            raise InterpretationNotFound(interpretation_id)
        (before,) = interpretations_where(write.connection, T.c.id == interpretation_id)
        if now != expected:
            raise InterpretationConflict(before.title)
        after = replace(
            before,
            explains=explains,
            kind=wanted.kind,
            published_on=wanted.published_on,
            link_reason=reason,
        )
        changed = [name for name in DECIDED if _set(getattr(before, name)) != _set(getattr(after, name))]
        return write.interpretation(after, "edit", reason=reason, fields=changed)


def _document(store: Store, name: str) -> str:
    try:
        return store.policy(name).id
    except PolicyNotFound:
        number = canonical(name)
        found = store.policy_by_number(number) if number else None
        if found is None:
            raise InputError(name, "link_unknown", name=name) from None
        return found.id


def _set(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value
