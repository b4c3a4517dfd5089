"""A batch of policies in one transaction: new ones, next versions, and those that are there already."""

from __future__ import annotations

from dataclasses import replace

from policies.content.filed import Filed, FiledDocument, Waiting
from policies.content.known import Head, Known
from policies.content.model import Policy
from policies.content.store import Store
from policies.content.writing import Writing, new_id


def save_policies(store: Store, waiting: list[Waiting], is_demo: bool) -> list[FiledDocument]:
    """Save a batch of policies in one transaction; where nothing is new, in none."""
    heads = [_head(each) for each in waiting]
    seen = Known(store.engine, heads)
    if all(seen.same(head) for head in heads):
        return [
            each.filed(Filed.UNCHANGED, seen.same(head) or "")
            for each, head in zip(waiting, heads, strict=True)
        ]
    with store.writing("ingest") as write:
        # Asked again: the lock is ours now, so that nobody else brings the same document meanwhile.
        batch = _Batch(store, write, Known(store.engine, heads))
        filed = [batch.take(each, head, is_demo) for each, head in zip(waiting, heads, strict=True)]
        batch.flush()
    return filed


class _Batch:
    """The policies of one transaction."""

    def __init__(self, store: Store, write: Writing, known: Known) -> None:
        self._store, self._write, self._known = store, write, known
        self._new: dict[str, Policy] = {}
        self._saved: dict[str, Policy] = {}

    def take(self, each: Waiting, head: Head, is_demo: bool) -> FiledDocument:
        same = self._known.same(head)
        if same is not None:
            return each.filed(Filed.UNCHANGED, same)
        former = self._known.former(head)
        identifier = former or new_id("p")
        policy = replace(
            each.document.to_policy(), id=identifier, source_name=each.item.source_name, is_demo=is_demo
        )
        self._known.add(replace(head, id=identifier))
        if former is None:
            self._new[identifier] = policy
            return each.filed(Filed.NEW, identifier)
        self.flush()
        self._saved[identifier] = self._write.revised(policy, self._before(identifier))
        return each.filed(Filed.UPDATED, identifier)

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
