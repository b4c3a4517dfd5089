"""Interpretations into the store, beside the policies that they explain."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policies.content.filed import Filed, FiledDocument, Waiting
from policies.content.known import known_interpretation
from policies.content.model import Disclosure, Interpretation, InterpretationKind
from policies.content.store import Store
from policies.content.writing import new_id
from policies.errors import InputError
from policies.ingest.intake import Intake
from policies.ingest.parsed import ParsedDocument


def file_interpretations(
    store: Store, intake: Intake, explaining: Collection[int], is_demo: bool
) -> Iterator[FiledDocument]:
    """File the interpretations: read a second time, so that they need not wait in memory."""
    if not explaining:
        return
    for position, item in enumerate(intake):
        if position in explaining:
            waiting = None
            try:
                waiting = Waiting(position, item, item.read())
                yield _explain(store, waiting, is_demo)
            except InputError as error:
                yield (
                    waiting.failed(error)
                    if waiting
                    else FiledDocument(position, item.where, Filed.FAILED, error=error)
                )


def _explain(store: Store, each: Waiting, is_demo: bool) -> FiledDocument:
    document = each.document
    if document.disclosure is not Disclosure.PUBLIC:
        raise InputError(document.title, "interpretation_not_public")
    known, checksum = known_interpretation(store.engine, document.title)
    if known is not None and checksum == document.checksum:
        return each.filed(Filed.UNCHANGED, known)
    interpretation = Interpretation(
        id=known or new_id("i"),
        title=document.title,
        kind=InterpretationKind(document.interpretation_kind or InterpretationKind.TEXT),
        passages=tuple((clause.heading or clause.path, clause.text) for clause in document.clauses),
        explains=tuple(_explained(store, document)),
        issuer=document.issuer,
        published_on=document.published_on,
        source_url=document.source_url,
        checksum=document.checksum,
        is_demo=is_demo,
    )
    saved = store.save_interpretation(interpretation, "ingest")
    return each.filed(Filed.UPDATED if known else Filed.NEW, saved.id)


def _explained(store: Store, document: ParsedDocument) -> Iterator[str]:
    for number in document.explains:
        policy = store.policy_by_number(number)
        if policy is None:
            raise InputError(document.title, "explains_unknown", number=number)
        yield policy.id
