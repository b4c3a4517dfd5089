"""From a Q&A pair to a row of the exchange."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from policies.content.importing.names import COLUMNS, detail_column
from policies.content.model import Facet, Policy, QaPair
from policies.wording import section

Value = str | date | None
Row = dict[str, Value]
# Sections of the answer beside 内容, which holds the note.
PARTS = re.compile("[;；|]")
DETAILS = tuple(facet for facet in Facet if facet is not Facet.NOTE)


def export_row(pair: QaPair, policy_of: Callable[[str], Policy]) -> Row:
    """Return a pair's row; empty cells are "" or None, several values stand on lines of their own.

    Args:
        pair: the pair.
        policy_of: finds a cited document by its identifier.
    """
    cited = [(policy_of(each.policy_id), each.clause_path or "") for each in pair.citations]
    values: dict[str, Value] = {
        "external_id": pair.external_id,
        "category": pair.category,
        "question": pair.question,
        "similar": _on_lines(pair),
        "summary": pair.summary,
        "answer": pair.detail.get(Facet.NOTE),
        "speech": pair.speech,
        "department": pair.department,
        "phone": pair.phone,
        "material_kind": pair.material_kind,
        "keywords": "、".join(pair.keywords),
        "region": pair.region,
        "audience": pair.audience,
        "facet": section("answering.facets")[pair.facet.value] if pair.facet else None,
        "doc_number": "\n".join(policy.doc_number or policy.title for policy, _ in cited),
        "clause": "\n".join(clause for _, clause in cited) if any(clause for _, clause in cited) else "",
        "link": "\n".join(policy.source_url or "" for policy, _ in cited).strip(),
        "effective_on": pair.effective_on,
        "expires_on": pair.expires_on,
        "reviewed_on": pair.reviewed_on,
        "internal_note": pair.internal_note,
        "state": section("exchange.states")[pair.state.value],
        "author": pair.author,
        "reviewer": pair.reviewer,
        "is_demo": "是" if pair.is_demo else "",
    }
    row: Row = {names[0]: values[name] for name, names in COLUMNS.items()}
    row |= {detail_column(facet): pair.detail.get(facet) for facet in DETAILS}
    # A basis that the library lacked is kept as it was named, in the columns where it was named.
    return row | {name: text for name, text in pair.extra.items() if not row.get(name)}


def header_of(rows: Sequence[Row]) -> list[str]:
    """Return the columns of all rows: ours in their order, then the others by name."""
    known = [names[0] for names in COLUMNS.values()] + [detail_column(facet) for facet in DETAILS]
    others = sorted({name for row in rows for name in row} - set(known))
    return [*known, *others]


def _on_lines(pair: QaPair) -> str:
    """Return the similar questions on lines of their own.

    A single one with a sign that could part several has the question itself before it, which an import leaves out.
    """
    if len(pair.similar) == 1 and PARTS.search(pair.similar[0]):
        return "\n".join([pair.question, *pair.similar])
    return "\n".join(pair.similar)
