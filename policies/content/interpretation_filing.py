"""Interpretations into the store, beside the policies that they explain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policies.content.filed import Filed, FiledDocument, Origin, Waiting
from policies.content.known import known_interpretation
from policies.content.model import Disclosure, Interpretation
from policies.content.store import Store
from policies.content.writing import new_id
from policies.errors import InputError
from policies.ingest.explaining import as_interpretation
from policies.ingest.intake import Intake
from policies.ingest.parsed import ParsedDocument


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of interpretations that they bring, where the files do not say it.

    Attributes:
        explains: the document that they explain, beside those that they name.
        published_on: when they were made public, where they do not say.
    """

    explains: str | None = None
    published_on: date | None = None


def file_interpretations(
    store: Store, intake: Intake, explaining: Collection[int], origin: Origin
) -> Iterator[FiledDocument]:
    """File the interpretations: read a second time, so that they need not wait in memory."""
    if not explaining:
        return
    for position, item in enumerate(intake):
        if position in explaining:
            waiting = None
            try:
                waiting = Waiting(position, item, item.read())
                yield _explain(store, waiting, origin)
            except InputError as error:
                yield (
                    waiting.failed(error)
                    if waiting
                    else FiledDocument(position, item.where, Filed.FAILED, error=error)
                )


def file_as_interpretations(
    store: Store, paths: Iterable[Path], origin: Origin, told: Told | None = None
) -> list[FiledDocument]:
    """File what somebody brings as interpretations, whatever the files are called; one at fault is reported.

    Args:
        store: where to.
        paths: the files.
        origin: who brings them.
        told: what they say of them.
    """
    if told is not None and told.explains is not None:
        store.policy(told.explains)
    filed: list[FiledDocument] = []
    for position, item in enumerate(Intake(paths)):
        waiting = None
        try:
            waiting = Waiting(position, item, item.read())
            waiting = replace(waiting, document=as_interpretation(waiting.document))
            filed.append(_explain(store, waiting, origin, told))
        except InputError as error:
            failed = FiledDocument(position, item.where, Filed.FAILED, error=error)
            filed.append(waiting.failed(error) if waiting else failed)
    return filed


def _explain(store: Store, each: Waiting, origin: Origin, told: Told | None = None) -> FiledDocument:
    document, told = each.document, told or Told()
    if document.disclosure is not Disclosure.PUBLIC:
        raise InputError(document.title, "interpretation_not_public")
    known, checksum = known_interpretation(store.engine, document.title)
    if known is not None and checksum == document.checksum:
        return each.filed(Filed.UNCHANGED, known)
    explains = tuple(
        dict.fromkeys([*_explained(store, document), *([told.explains] if told.explains else [])])
    )
    interpretation = Interpretation(
        id=known or new_id("i"),
        title=document.title,
        kind=document.interpretation_kind,
        passages=tuple((clause.heading or clause.path, clause.text) for clause in document.clauses),
        explains=explains,
        issuer=document.issuer,
        published_on=document.published_on or told.published_on,
        source_url=document.source_url,
        checksum=document.checksum,
        is_demo=origin.is_demo,
    )
    if known is not None:
        interpretation = _as_corrected(store.interpretation(known), interpretation)
    saved = store.save_interpretation(interpretation, origin.actor)
    return each.filed(Filed.UPDATED if known else Filed.NEW, saved.id)


def _as_corrected(before: Interpretation, read: Interpretation) -> Interpretation:
    """Return what was read again with what an editor decided of it, and with its links where the file names none."""
    if before.link_reason:
        decided = {
            name: getattr(before, name) for name in ("explains", "kind", "published_on", "link_reason")
        }
        return replace(read, **decided)
    return replace(
        read, explains=read.explains or before.explains, published_on=read.published_on or before.published_on
    )


def _explained(store: Store, document: ParsedDocument) -> Iterator[str]:
    for number in document.explains:
        policy = store.policy_by_number(number)
        if policy is None:
            raise InputError(document.title, "explains_unknown", number=number)
        yield policy.id
