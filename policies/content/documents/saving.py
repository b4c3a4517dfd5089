"""A reading becomes the stored document: what it would lead to, and the doing of it in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from policies.content import tables
from policies.content.documents.clause_tree import checked
from policies.content.documents.following import Cited, Fate, cited_clauses, follow
from policies.content.documents.foresight import Foresight, foresee
from policies.content.documents.header import FIELDS
from policies.content.documents.keeping import kept_decision
from policies.content.documents.reading import Reading
from policies.content.documents.readings import note_read
from policies.content.documents.restating import restated
from policies.content.known import Head, Known
from policies.content.model import Policy
from policies.content.policy_versions import keep_version
from policies.content.store import Store
from policies.content.writing import Writing, new_id
from policies.errors import InputError

R = tables.READING
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Leads:
    """What saving a reading would lead to.

    Attributes:
        fields: names of the header's fields that change; all that are filled in for a new document.
        clauses: how many clauses change, come or go.
        cited: clauses that pairs cite, with what becomes of each.
        foresight: documents and pairs whose validity turns.
    """

    fields: tuple[str, ...]
    clauses: int
    cited: tuple[Cited, ...]
    foresight: Foresight


def leads(store: Store, reading: Reading, today: date) -> Leads:
    """Return what saving would lead to; nothing is changed.

    Raises:
        InputError: the header cannot be saved as it is, or the stored document was changed meanwhile.
        PolicyNotFound: the stored document is gone.
    """
    stored = _stored(store, reading)
    policy = _policy(reading, stored)
    with store.engine.connect() as connection:
        cited = cited_clauses(connection, stored, reading.nodes) if stored else []
    foresight = foresee(store, lambda write: write.policy(policy), today)
    return Leads(
        tuple(_changed_fields(stored, policy)),
        _changed_clauses(stored, policy),
        tuple(cited),
        foresight,
    )


def save(
    store: Store, reading: Reading, actor: str, reason: str = "", choices: Mapping[str, str] | None = None
) -> Policy:
    """Save a reading as the document, let citations follow, and take it off the table: all, or nothing.

    Args:
        store: where to.
        reading: as it was looked at last.
        actor: who saves.
        reason: why; needed where a stored document changes.
        choices: which clause stands for a cited one that vanishes, by path; "" for the whole document.

    Returns:
        The document as it is stored.

    Raises:
        ReadingNotFound: it was saved or given up meanwhile.
        InputError: no reason; the header cannot be saved; the reading or the stored document was changed
            meanwhile; for a cited clause that vanishes nothing is chosen. Nothing is changed then.
    """
    told = reason.strip()
    if reading.policy_id is not None and not told:
        raise InputError(reading.name, "correction_without_reason")
    if len(told) > LONGEST_REASON:
        raise InputError(reading.name, "status_reason_too_long", most=LONGEST_REASON)
    with store.writing(actor) as write:
        _take_off(write, reading)
        stored = _stored(store, reading)
        if stored is None:
            _demand_new(store, reading)
        policy = _policy(reading, stored)
        detail = {
            "fields": _changed_fields(stored, policy),
            "clauses": _changed_clauses(stored, policy),
        }
        followed = 0
        if stored is not None:
            keep_version(write.connection, stored, actor)
            followed = follow(write, stored, reading.nodes, choices or {}, told)
        saved = write.policy(policy, told, **detail, followed=followed)
        note_read(write.connection, reading.read, saved, reading.printed, actor)
    return store.policy(saved.id)


def vanishing(cited: tuple[Cited, ...]) -> list[Cited]:
    """Return the cited clauses for which somebody must say what stands for them."""
    return [each for each in cited if each.fate is Fate.VANISHED]


def _take_off(write: Writing, reading: Reading) -> None:
    same = sa.delete(R).where(R.c.id == reading.id, R.c.edition == reading.edition)
    if write.connection.execute(same).rowcount == 0:
        by = write.connection.scalar(sa.select(R.c.changed_by).where(R.c.id == reading.id))
        raise InputError(reading.name, "reading_changed", name=by or "—")


def _stored(store: Store, reading: Reading) -> Policy | None:
    if reading.policy_id is None:
        return None
    stored = store.policy(reading.policy_id)
    if stored.version != reading.base_version:
        raise InputError(reading.name, "reading_outdated")
    return stored


def _demand_new(store: Store, reading: Reading) -> None:
    """Refuse a new document that came in otherwise while it was looked at."""
    header = reading.header.checked()
    head = Head(
        "", header.title, header.issuer, header.doc_number, reading.read.source_name, reading.read.checksum
    )
    found = Known(store.engine, [head])
    known = found.same(head) or found.former(head)
    if known is not None:
        raise InputError(reading.name, "reading_known", title=header.title)


def _policy(reading: Reading, stored: Policy | None) -> Policy:
    """Return the document that a reading would be saved as.

    What the text says of other documents is read from the corrected text.
    """
    header = reading.header.checked()
    if not (header.issuer or header.doc_number or header.written_on or header.published_on):
        raise InputError(reading.name, "not_a_document")
    clauses = tuple(node.to_clause() for node in checked(reading.nodes))
    is_file = stored is None or reading.from_file
    source = reading.read if is_file else stored
    assert source is not None  # noqa: S101 - stored where it is no file
    policy = restated(source, header, clauses)
    if stored is None:
        return replace(policy, id=policy.id or new_id("p"), version=1)
    if is_file:
        policy = kept_decision(policy, stored)
    return replace(policy, id=stored.id, version=stored.version + 1, is_demo=stored.is_demo)


def _changed_fields(stored: Policy | None, policy: Policy) -> list[str]:
    if stored is None:
        return [name for name in FIELDS if getattr(policy, name)]
    return [name for name in FIELDS if getattr(policy, name) != getattr(stored, name)]


def _changed_clauses(stored: Policy | None, policy: Policy) -> int:
    if stored is None:
        return len(policy.clauses)
    before = {(each.path, each.level, each.heading, each.text) for each in stored.clauses}
    after = {(each.path, each.level, each.heading, each.text) for each in policy.clauses}
    return max(len(before - after), len(after - before))
