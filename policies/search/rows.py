"""What the index stores: one row for each question variant, answer and passage, and every document whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policies.content.model import Clause, Interpretation, PairState, Policy, QaPair
from policies.search.clauses import as_read
from policies.search.fields import Kind
from policies.search.split import pieces

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One searchable text.

    Attributes:
        entry: what it belongs to: "pair/…", "policy/…" or "interpretation/…".
        kind: which fields it fills.
        text: the text as stored; what a hit shows.
        scored: the text that is searched.
        front: what is searched before it: the title of a passage and the heading it stands under.
        region: full region name, "" where it holds everywhere.
        disclosure: 主动公开, or what else its source is marked with.
        facts: what else a hit needs, as JSON values.
        asked: the questions that an answer is given to; nothing of other rows.
    """

    entry: str
    kind: Kind
    text: str
    scored: str
    region: str = ""
    disclosure: str = "主动公开"
    facts: Facts = field(default_factory=dict)
    front: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document or interpretation: its title, then its headings and texts, every one once."""

    entry: str
    text: str


def pair_rows(pair: QaPair) -> Iterator[Row]:
    """Give a published pair's rows: its questions, then its answer. Another pair has none."""
    if pair.state is not PairState.PUBLISHED:
        return
    facts: Facts = {
        "question": pair.question,
        "facet": pair.facet,
        "audience": pair.audience,
        "sections": list(pair.detail),
    }
    entry, region = f"pair/{pair.id}", pair.region or ""
    asked = tuple(dict.fromkeys((pair.question, *pair.similar)))
    for variant in asked:
        yield Row(entry, "question", variant, variant, region, facts=facts)
    answer = "\n".join([pair.summary, *pair.detail.values()])
    yield Row(entry, "answer", "", answer, region, facts=facts, asked=asked)


def policy_rows(policy: Policy) -> Iterator[Row]:
    """Give a document's passages: clause by clause, never longer than the scorer likes."""
    for clause, whole, opening in as_read(policy):
        front = f"{policy.title} {clause.heading} {opening} {_responsible(clause)}"
        for start, text in pieces(whole):
            yield Row(
                entry=f"policy/{policy.id}",
                kind="passage",
                text=text,
                scored=text,
                front=front,
                region=policy.region or "",
                disclosure=policy.disclosure.value,
                facts={"title": policy.title, "path": clause.path, "start": start},
            )


def interpretation_rows(text: Interpretation) -> Iterator[Row]:
    """Give an interpretation's passages with its title and their headings in front."""
    for number, (heading, body) in enumerate(text.passages, start=1):
        for start, piece in pieces(body):
            yield Row(
                entry=f"interpretation/{text.id}",
                kind="passage",
                text=piece,
                scored=piece,
                front=f"{text.title} {heading}",
                facts={"title": text.title, "path": heading or str(number), "start": start},
            )


def policy_document(policy: Policy) -> Document:
    """Return a document as one text."""
    parts = (part for each in policy.clauses for part in (each.heading, each.text))
    return Document(f"policy/{policy.id}", "\n".join([policy.title, *parts]))


def interpretation_document(text: Interpretation) -> Document:
    """Return an interpretation as one text."""
    parts = (part for heading, body in text.passages for part in (heading, body))
    return Document(f"interpretation/{text.id}", "\n".join([text.title, *parts]))


def _responsible(clause: Clause) -> str:
    return " ".join(f"{mark.department}{mark.role}" for mark in clause.responsibilities)
