"""What an index writes and forgets for the changes of a store."""

from __future__ import annotations

from collections.abc import Iterator

from policies.search.index import Changes
from policies.search.rows import (
    Document,
    Row,
    interpretation_document,
    interpretation_rows,
    pair_rows,
    policy_document,
    policy_rows,
)


def changed_entries(changes: Changes) -> Iterator[str]:
    """Give every entry whose rows are to be forgotten: what is gone, and what is written anew."""
    for kind, identifier in changes.gone:
        yield f"{kind}/{identifier}"
    yield from (f"pair/{pair.id}" for pair in changes.pairs)
    yield from (f"policy/{policy.id}" for policy in changes.policies)
    yield from (f"interpretation/{text.id}" for text in changes.interpretations)


def changed_documents(changes: Changes) -> Iterator[Document]:
    """Give every changed document and interpretation whole."""
    yield from map(policy_document, changes.policies)
    yield from map(interpretation_document, changes.interpretations)


def changed_rows(changes: Changes) -> Iterator[Row]:
    """Give the rows of everything that changed."""
    for pair in changes.pairs:
        yield from pair_rows(pair)
    for policy in changes.policies:
        yield from policy_rows(policy)
    for text in changes.interpretations:
        yield from interpretation_rows(text)
