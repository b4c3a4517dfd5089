"""Putting read documents into the store: policies first, then the interpretations that explain them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from policies.content.filed import BY_ITSELF, Filed, FiledDocument, Origin, Waiting
from policies.content.interpretation_filing import file_interpretations
from policies.content.policy_batch import save_policies
from policies.content.store import Store
from policies.errors import InputError
from policies.ingest.intake import Intake
from policies.ingest.parsed import ParsedDocument
from policies.ingest.reading import read_all
from policies.workers import are_open, workers

__all__ = ["Filed", "FiledDocument", "Origin", "file_documents", "file_each"]

Progress = Callable[[int, int], None]
# From so many documents on, other processes are worth their start.
WORTH_WORKERS = 200
BATCH_DOCUMENTS = 100
BATCH_CHARACTERS = 1_000_000


def file_documents(
    store: Store, paths: Iterable[Path], progress: Progress | None = None, *, origin: Origin = BY_ITSELF
) -> list[FiledDocument]:
    """Read files and save what they hold; the results stand in the files' order. See `file_each`."""
    return sorted(file_each(store, Intake(paths), progress, origin=origin), key=lambda each: each.position)


def file_each(
    store: Store,
    intake: Intake,
    progress: Progress | None = None,
    *,
    origin: Origin = BY_ITSELF,
    after_batch: Callable[[], None] = lambda: None,
) -> Iterator[FiledDocument]:
    """Read documents and save them batch by batch; one at fault is reported, the others go in.

    A batch is one transaction: all of its documents are in the library, or none. The same bytes again are
    left alone. A document that is known keeps its identifier and becomes its next version; the one before
    is kept (`policy_versions`). Policies go in before interpretations, whatever the order.

    Args:
        store: where to.
        intake: what waits to be read.
        progress: is told (documents done, documents in all).
        origin: who files; marks everything as demonstration data or not.
        after_batch: is called after each transaction, for an index to follow.
    """
    total = len(intake)
    with workers(0 if total < WORTH_WORKERS or are_open() else None):
        for done, each in enumerate(_all(store, intake, origin, after_batch), start=1):
            if progress is not None:
                progress(done, total)
            yield each


def _all(
    store: Store, intake: Intake, origin: Origin, after_batch: Callable[[], None]
) -> Iterator[FiledDocument]:
    explaining: set[int] = set()
    yield from _policies(store, intake, explaining, origin, after_batch)
    if explaining:
        yield from file_interpretations(store, intake, explaining, origin)
        after_batch()


def _policies(
    store: Store, intake: Intake, explaining: set[int], origin: Origin, after_batch: Callable[[], None]
) -> Iterator[FiledDocument]:
    """File the policies; the positions of interpretations are put into `explaining`."""
    waiting: list[Waiting] = []
    characters = 0
    for position, (item, read) in enumerate(read_all(intake)):
        if isinstance(read, InputError):
            yield FiledDocument(position, item.where, Filed.FAILED, error=read)
        elif read.kind == "interpretation":
            explaining.add(position)
        elif not (item.has_identifier or _tells_its_origin(read)):
            yield Waiting(position, item, read).failed(InputError(item.where, "not_a_document"))
        else:
            waiting.append(Waiting(position, item, read))
            characters += sum(len(clause.text) for clause in read.clauses)
        if len(waiting) >= BATCH_DOCUMENTS or characters >= BATCH_CHARACTERS:
            yield from save_policies(store, waiting, origin)
            waiting, characters = [], 0
            after_batch()
    if waiting:
        yield from save_policies(store, waiting, origin)
        after_batch()


def _tells_its_origin(document: ParsedDocument) -> bool:
    return bool(document.issuer or document.doc_number or document.written_on or document.published_on)
