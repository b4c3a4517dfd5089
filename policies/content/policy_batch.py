"""A batch of policies in one transaction: new ones, next versions, and those that are there already."""

from __future__ import annotations

from dataclasses import replace

from policies.content.documents.header import header_of
from policies.content.documents.incoming import Incoming, incoming
from policies.content.documents.reading import Put
from policies.content.documents.readings import note_read, put_down
from policies.content.filed import Filed, FiledDocument, Origin, Waiting
from policies.content.known import Head, Known
from policies.content.model import Policy
from policies.content.store import Store
from policies.content.writing import Writing, new_id
from policies.errors import InputError


def save_policies(store: Store, waiting: list[Waiting], origin: Origin) -> list[FiledDocument]:
    """Save a batch of policies in one transaction; where nothing is new, in none."""
    heads = [_head(each) for each in waiting]
    seen = Known(store.engine, heads)
    if all(seen.same(head) for head in heads):
        return [
            each.filed(Filed.UNCHANGED, seen.same(head) or "")
            for each, head in zip(waiting, heads, strict=True)
        ]
    with store.writing(origin.actor) as write:
        # Asked again: the lock is ours now, so that nobody else brings the same document meanwhile.
        batch = _Batch(store, write, Known(store.engine, heads), origin)
        filed = [batch.take(each, head) for each, head in zip(waiting, heads, strict=True)]
        batch.flush()
    return filed


class _Batch:
    """The policies of one transaction."""

    def __init__(self, store: Store, write: Writing, known: Known, origin: Origin) -> None:
        self._store, self._write, self._known, self._origin = store, write, known, origin
        self._new: dict[str, Policy] = {}
        self._saved: dict[str, Policy] = {}

    def take(self, each: Waiting, head: Head) -> FiledDocument:
        same = self._known.same(head)
        if same is not None:
            return each.filed(Filed.UNCHANGED, same)
        former = self._known.former(head)
        identifier = former or new_id("p")
        policy = replace(
            each.document.to_policy(),
            id=identifier,
            source_name=each.item.source_name,
            is_demo=self._origin.is_demo,
        )
        if former is None:
            self._known.add(replace(head, id=identifier))
            self._new[identifier] = policy
            return each.filed(Filed.NEW, identifier)
        self.flush()
        came = incoming(self._write.connection, policy, self._before(identifier))
        if came.needs_an_editor and not self._origin.is_demo:
            return self._hold(each, came)
        self._known.add(replace(head, id=identifier))
        self._saved[identifier] = self._write.revised(came.policy, self._before(identifier))
        if came.is_corrected:
            note_read(
                self._write.connection,
                policy,
                self._saved[identifier],
                each.document.printed,
                self._origin.actor,
            )
        return replace(each.filed(Filed.UPDATED, identifier), keeps=came.is_corrected)

    def _hold(self, each: Waiting, came: Incoming) -> FiledDocument:
        """Put it onto an editor's table; the library keeps what it has."""
        stored = self._before(came.read.id)
        put = Put(
            came.read, each.document.printed, header_of(came.policy), came.nodes, each.item.where,
            stored=stored, collisions=came.collisions,
        )  # fmt: skip
        try:
            reading_id = put_down(self._write.connection, put, self._origin.actor)
        except InputError as error:
            return each.failed(error)
        why = "held_corrected" if came.collisions else "held_cited"
        return each.held(
            InputError(each.item.where, why, clauses="、".join(came.loses)), stored.id, reading_id
        )

    def flush(self) -> None:
        """Write the new documents that wait."""
        self._write.new_policies(list(self._new.values()))
        self._saved.update(self._new)
        self._new = {}

    def _before(self, identifier: str) -> Policy:
        return self._saved.get(identifier) or self._store.policy(identifier)


def _head(each: Waiting) -> Head:
    document, item = each.document, each.item
    return Head(
        "",
        document.title,
        document.issuer,
        document.doc_number,
        item.source_name,
        document.checksum,
        item.has_identifier,
    )
