"""Between the library's nouns and the rows of the store."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping

from policies.content.model import (
    Clause,
    Declaration,
    Disclosure,
    Facet,
    Interpretation,
    InterpretationKind,
    PairCitation,
    PairState,
    Policy,
    QaPair,
    Responsibility,
    Status,
)

Row = RowMapping

_POLICY_PLAIN = [
    "id",
    "title",
    "doc_number",
    "index_number",
    "issuer",
    "category",
    "region",
    "written_on",
    "published_on",
    "effective_on",
    "expires_on",
    "status_reason",
    "status_since",
    "superseded_by",
    "superseded_by_id",
    "starts_on",
    "repealed_on",
    "replaced_on",
    "amended_on",
    "source_url",
    "source_name",
    "checksum",
    "version",
    "is_demo",
    "extra",
]
_PAIR_PLAIN = [
    "id",
    "external_id",
    "question",
    "summary",
    "speech",
    "department",
    "phone",
    "region",
    "audience",
    "category",
    "material_kind",
    "effective_on",
    "expires_on",
    "reviewed_on",
    "internal_note",
    "version",
    "author",
    "reviewer",
    "is_demo",
    "extra",
]
_INTERPRETATION_PLAIN = [
    "id",
    "title",
    "issuer",
    "published_on",
    "source_url",
    "checksum",
    "is_demo",
    "link_reason",
]


def question_key(question: str) -> str:
    """Return a key under which the same question, however spaced and punctuated, meets itself."""
    bare = re.sub(r"[\W_]+", "", question).lower()
    return hashlib.sha256((bare or question).encode()).hexdigest()[:32]


def policy_row(policy: Policy, revision: int) -> dict[str, Any]:
    """Return the row of table `policy`."""
    return {
        **{name: getattr(policy, name) for name in _POLICY_PLAIN},
        "disclosure": policy.disclosure.value,
        "status_override": policy.status_override.value if policy.status_override else None,
        "title_key": question_key(policy.title),
        "cites": list(policy.cites),
        "revision": revision,
    }


def declaration_rows(policy: Policy) -> list[dict[str, Any]]:
    """Return the rows of table `declaration`, in order."""
    return [
        {
            "policy_id": policy.id,
            "position": position,
            "kind": each.kind,
            "doc_number": each.doc_number,
            "title": each.title,
            "title_key": question_key(each.title) if each.title else None,
            "on_day": each.on,
            "clause_path": each.clause_path,
        }
        for position, each in enumerate(policy.declares)
    ]


def to_declaration(row: Row) -> Declaration:
    """Return the declaration of a row."""
    return Declaration(row["kind"], row["doc_number"], row["title"], row["on_day"], row["clause_path"])


def clause_rows(policy: Policy) -> list[dict[str, Any]]:
    """Return the rows of table `clause`, in order."""
    return [
        {
            "id": f"{policy.id}/{position}",
            "policy_id": policy.id,
            "position": position,
            "path": clause.path,
            "level": clause.level,
            "heading": clause.heading,
            "text": clause.text,
            "responsibilities": [asdict(mark) for mark in clause.responsibilities],
        }
        for position, clause in enumerate(policy.clauses)
    ]


def to_clause(row: Row) -> Clause:
    """Return the clause of a row."""
    return Clause(
        id=row["id"],
        path=row["path"],
        level=row["level"],
        heading=row["heading"],
        text=row["text"],
        responsibilities=tuple(Responsibility(**mark) for mark in row["responsibilities"]),
    )


def to_policy(row: Row, clauses: Sequence[Row], declares: Sequence[Row] = ()) -> Policy:
    """Return the policy of a row, its clauses' rows and those of what it declares."""
    return Policy(
        **{name: row[name] for name in _POLICY_PLAIN},
        clauses=tuple(to_clause(clause) for clause in clauses),
        disclosure=Disclosure(row["disclosure"]),
        status_override=Status(row["status_override"]) if row["status_override"] else None,
        cites=tuple(row["cites"]),
        declares=tuple(to_declaration(each) for each in declares),
    )


def interpretation_row(text: Interpretation, revision: int) -> dict[str, Any]:
    """Return the row of table `interpretation`."""
    return {
        **{name: getattr(text, name) for name in _INTERPRETATION_PLAIN},
        "kind": text.kind.value,
        "disclosure": text.disclosure.value,
        "passages": [list(passage) for passage in text.passages],
        "revision": revision,
    }


def to_interpretation(row: Row, explains: Sequence[str]) -> Interpretation:
    """Return the interpretation of a row and the identifiers of what it explains."""
    return Interpretation(
        **{name: row[name] for name in _INTERPRETATION_PLAIN},
        kind=InterpretationKind(row["kind"]),
        disclosure=Disclosure(row["disclosure"]),
        passages=tuple((heading, text) for heading, text in row["passages"]),
        explains=tuple(explains),
    )


def pair_row(pair: QaPair, revision: int) -> dict[str, Any]:
    """Return the row of table `qa_pair`."""
    return {
        **{name: getattr(pair, name) for name in _PAIR_PLAIN},
        "question_key": question_key(pair.question),
        "detail": {facet.value: text for facet, text in pair.detail.items()},
        "keywords": list(pair.keywords),
        "facet": pair.facet.value if pair.facet else None,
        "state": pair.state.value,
        "revision": revision,
    }


def to_pair(row: Row, similar: Sequence[str], citations: Sequence[Row]) -> QaPair:
    """Return the pair of a row, its similar questions and the rows of its citations."""
    return QaPair(
        **{name: row[name] for name in _PAIR_PLAIN},
        similar=tuple(similar),
        detail={Facet(facet): text for facet, text in row["detail"].items()},
        citations=tuple(PairCitation(each["policy_id"], each["clause_path"]) for each in citations),
        keywords=tuple(row["keywords"]),
        facet=Facet(row["facet"]) if row["facet"] else None,
        state=PairState(row["state"]),
    )
