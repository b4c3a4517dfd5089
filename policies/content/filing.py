"""Putting read documents into the store: policies first, then the interpretations that explain them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from policies.content.model import Disclosure, Interpretation, InterpretationKind, Policy
from policies.content.store import Store
from policies.content.writing import new_id
from policies.errors import InputError
from policies.ingest.parsed import ParsedDocument
from policies.ingest.readers import read

Progress = Callable[[int, int], None]


class Filed(StrEnum):
    """What became of a file."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """The result for one file; `error` is set where it failed, `document` where it could be read."""

    path: Path
    result: Filed
    source_id: str | None = None
    document: ParsedDocument | None = None
    error: InputError | None = None


def file_documents(
    store: Store, paths: Iterable[Path], progress: Progress | None = None, *, is_demo: bool = False
) -> list[FiledDocument]:
    """Read files and save what they hold; a file at fault is reported, the others go in.

    The same bytes again are left alone; a file whose 文号 (or, without one, whose name) is known
    replaces that document and keeps its identifier.

    Args:
        store: where to.
        paths: files; policies are saved before interpretations, whatever the order.
        progress: is told (files done, files in all).
        is_demo: marks everything as demonstration data.
    """
    every = list(paths)
    read_files = [_read(path) for path in every]
    read_files.sort(key=lambda each: each.document is not None and each.document.kind == "interpretation")
    results = []
    for done, each in enumerate(read_files, start=1):
        results.append(each if each.document is None else _save(store, each.path, each.document, is_demo))
        if progress is not None:
            progress(done, len(every))
    return sorted(results, key=lambda each: every.index(each.path))


def _read(path: Path) -> FiledDocument:
    try:
        return FiledDocument(path, Filed.NEW, document=read(path))
    except InputError as error:
        return FiledDocument(path, Filed.FAILED, error=error)


def _save(store: Store, path: Path, document: ParsedDocument, is_demo: bool) -> FiledDocument:
    try:
        known: str | None
        ready: Policy | Interpretation | None
        if document.kind == "interpretation":
            known, ready = _interpretation(store, document, is_demo)
        else:
            known, ready = _policy(store, path, document, is_demo)
        if ready is None:
            return FiledDocument(path, Filed.UNCHANGED, known, document)
        with store.writing("ingest") as write:
            saved = write.policy(ready) if isinstance(ready, Policy) else write.interpretation(ready)
    except InputError as error:
        return FiledDocument(path, Filed.FAILED, document=document, error=error)
    return FiledDocument(path, Filed.UPDATED if known else Filed.NEW, saved.id, document)


def _policy(
    store: Store, path: Path, document: ParsedDocument, is_demo: bool
) -> tuple[str | None, Policy | None]:
    """Return the identifier already known and what is to be saved; None where nothing changed."""
    if not (document.issuer or document.doc_number or document.written_on or document.published_on):
        raise InputError(path.name, "not_a_document")
    same = store.policy_by_checksum(document.checksum)
    if same is not None:
        return same.id, None
    if document.doc_number:
        known = store.policy_by_number(document.doc_number)
    else:
        known = store.policy_by_source_name(path.name)
        if known is not None and (known.title, known.issuer) != (document.title, document.issuer):
            known = None  # another document in a file of the same name
    identifier = known.id if known else new_id("p")
    policy = replace(document.to_policy(), id=identifier, source_name=path.name, is_demo=is_demo)
    return known.id if known else None, policy


def _interpretation(
    store: Store, document: ParsedDocument, is_demo: bool
) -> tuple[str | None, Interpretation | None]:
    """Return the identifier already known and what is to be saved; None where nothing changed."""
    if document.disclosure is not Disclosure.PUBLIC:
        raise InputError(document.title, "interpretation_not_public")
    known = next((each for each in store.interpretations() if each.title == document.title), None)
    if known is not None and known.checksum == document.checksum:
        return known.id, None
    interpretation = Interpretation(
        id=known.id if known else new_id("i"),
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
    return known.id if known else None, interpretation


def _explained(store: Store, document: ParsedDocument) -> Iterator[str]:
    for number in document.explains:
        policy = store.policy_by_number(number)
        if policy is None:
            raise InputError(document.title, "explains_unknown", number=number)
        yield policy.id
