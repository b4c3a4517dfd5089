"""The one interface of every search engine, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from policies.content.model import Interpretation, Policy, QaPair
from policies.search.terms import QueryTerms


class Changes(Protocol):
    """What changed in a store after a revision."""

    @property
    def revision(self) -> int:
        """The revision these changes lead to."""

    @property
    def pairs(self) -> tuple[QaPair, ...]:
        """Changed pairs in any state."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Changed documents."""

    @property
    def interpretations(self) -> tuple[Interpretation, ...]:
        """Changed interpretations."""

    @property
    def gone(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of what was deleted."""


class Source(Protocol):
    """A store that an index follows."""

    def store_id(self) -> str:
        """Return what tells this store from every other."""

    def revision(self) -> int:
        """Return the number of the last change."""

    def changes_since(self, revision: int) -> Changes:
        """Return what changed after a revision; everything after revision 0."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may see.

    Attributes:
        regions: full names of the regions whose texts may answer, texts without a region always may;
            None lets every region answer.
        disclosures: the disclosure marks that the reader may see; None shows all.
        only: entries that may be found ("policy/…"); None lets every entry be found.
        leave_out: entries that shall not be found ("pair/…").
        leave_out_texts: stored questions that shall not be found.
        whole: whether passages are ordered by their documents too.
    """

    regions: frozenset[str] | None = None
    disclosures: frozenset[str] | None = frozenset({"主动公开"})
    only: frozenset[str] | None = None
    leave_out: frozenset[str] = frozenset()
    leave_out_texts: frozenset[str] = frozenset()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class PairHit:
    """A pair that was found.

    Attributes:
        qa_id: the pair.
        question: its standard question.
        matched: the variant that matched best.
        score: fused score on the absolute scale.
        parts: every field's score, `known` (share of the question's weight that the library knows), `covered`
            (share of the stored question's weight that was asked), `told` (share of the question's words that
            the pair says anywhere).
        facts: facet and audience of the pair.
        region: "" where it holds everywhere.
        told: everything that the pair's rows say, normalised.
    """

    qa_id: str
    question: str
    matched: str
    score: float
    parts: dict[str, float]
    facts: dict[str, Any] = field(default_factory=dict)
    region: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that was found; `quote` is a literal part of its clause, from character `start` on.

    `score` orders passages; `beside` is the share in it of what stands beside the passage's own words: its document, and
    what it means.
    """

    kind: Literal["policy", "interpretation"]
    source_id: str
    title: str
    path: str
    quote: str
    start: int
    score: float
    region: str = ""
    beside: float = 0.0


class SearchIndex(Protocol):
    """Finds pairs and passages; follows a store."""

    @property
    def revision(self) -> int:
        """The store revision that a search sees."""

    def follow(self, source: Source) -> None:
        """Bring the index to the store's revision; cheap where nothing changed."""

    def terms(self, text: str) -> QueryTerms:
        """Cut a normalised question into what is searched."""

    def pairs(self, query: QueryTerms, scope: Scope, limit: int = 30) -> list[PairHit]:
        """Return distinct pairs, best first."""

    def saying(self, text: str, query: QueryTerms, scope: Scope) -> list[PairHit]:
        """Return the pairs that have a text as a stored question word for word, scored by `query`."""

    def passages(self, query: QueryTerms, scope: Scope, limit: int = 10) -> list[PassageHit]:
        """Return passages, best first."""
