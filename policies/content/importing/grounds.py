"""The documents that rows name as their basis, looked up in the library."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.content.importing.columns import Basis, RowPair
from policies.content.importing.report import Warned
from policies.content.model import PairCitation, QaPair
from policies.content.store import Store
from policies.language.doc_number import canonical

KEPT = ("文号", "条款", "依据链接")


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    paths: frozenset[str]
    url: str | None


class Grounds:
    """The documents of a library by 文号, title and address."""

    def __init__(self, store: Store) -> None:
        """Read the library's documents once."""
        self._by_name: dict[str, _Known] = {}
        for policy in store.policies():
            known = _Known(policy.id, frozenset(each.path for each in policy.clauses), policy.source_url)
            for name in (policy.title, policy.source_url, policy.doc_number):
                if name:
                    self._by_name[name] = known

    def joined(self, row: RowPair) -> tuple[QaPair, list[Warned]]:
        """Return a row's pair with its citations, and what the editor should know.

        A document that the library lacks is kept as the row names it, in extra fields, so that nothing is
        lost; a later import finds it when the document is there.
        """
        basis = row.basis or tuple(Basis(link) for link in row.links if link)
        found = [self._find(each.document) for each in basis]
        if not basis:
            return row.pair, []
        if any(known is None for known in found):
            names = "、".join(
                dict.fromkeys(each.document for each, known in zip(basis, found, strict=True) if not known)
            )
            pair = replace(row.pair, extra={**row.pair.extra, **_as_named(row)})
            return pair, [Warned("basis_unknown", {"document": names})]
        known_ones = [known for known in found if known is not None]
        warned = [
            Warned("clause_unknown", {"document": each.document, "clause": each.clause})
            for each, known in zip(basis, known_ones, strict=True)
            if each.clause and each.clause not in known.paths
        ]
        cited = (PairCitation(known.id, each.clause) for each, known in zip(basis, known_ones, strict=True))
        return replace(row.pair, citations=tuple(dict.fromkeys(cited))), warned

    def _find(self, document: str) -> _Known | None:
        return self._by_name.get(canonical(document) or document) or self._by_name.get(document.strip("《》"))


def _as_named(row: RowPair) -> dict[str, str]:
    cells = (
        "\n".join(each.document for each in row.basis),
        "\n".join(each.clause or "" for each in row.basis).rstrip("\n"),
        "\n".join(row.links),
    )
    return {name: cell for name, cell in zip(KEPT, cells, strict=True) if cell}
