"""Files that are looked at before they go in: read, and put onto an editor's table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from policies.content.documents.clause_tree import nodes_of
from policies.content.documents.header import header_of
from policies.content.documents.incoming import incoming
from policies.content.documents.reading import Put
from policies.content.documents.readings import put_down
from policies.content.engine import writing
from policies.content.filed import Filed, FiledDocument, Waiting
from policies.content.known import Head, Known
from policies.content.store import Store
from policies.errors import InputError
from policies.ingest.intake import Intake
from policies.ingest.reading import read_all


def look_first(store: Store, paths: Iterable[Path], actor: str) -> list[FiledDocument]:
    """Read files and put what they hold onto the table; nothing of it is in the library yet.

    Of a document that the library holds the work begins with what people had corrected in it.

    Args:
        store: where the table is.
        paths: the files.
        actor: who looks.

    Returns:
        For each document in order: held, with its reading; unchanged, where the library has the same; failed.
    """
    found = []
    for position, (item, read) in enumerate(read_all(Intake(paths))):
        if isinstance(read, InputError):
            found.append(FiledDocument(position, item.where, Filed.FAILED, error=read))
            continue
        each = Waiting(position, item, read)
        try:
            found.append(_laid(store, each, actor))
        except InputError as error:
            found.append(each.failed(error))
    return found


def _laid(store: Store, each: Waiting, actor: str) -> FiledDocument:
    document, item = each.document, each.item
    if document.kind == "interpretation":
        raise InputError(item.where, "reading_of_interpretation")
    head = Head(
        "", document.title, document.issuer, document.doc_number, item.source_name, document.checksum,
        item.has_identifier,
    )  # fmt: skip
    known = Known(store.engine, [head])
    same = known.same(head)
    if same is not None:
        return each.filed(Filed.UNCHANGED, same)
    read = replace(document.to_policy(), source_name=item.source_name)
    former = known.former(head)
    stored = store.policy(former) if former is not None else None
    with writing(store.engine) as connection:
        policy, collisions = read, tuple[str, ...]()
        if stored is not None:
            came = incoming(connection, read, stored)
            policy, collisions = came.policy, came.collisions
        nodes = nodes_of(policy.clauses, stored)
        put = Put(read, document.printed, header_of(policy), nodes, item.where, stored, collisions=collisions)
        reading_id = put_down(connection, put, actor)
    return replace(each.filed(Filed.HELD, former or ""), reading_id=reading_id)
