"""Drafts from documents as JSON for the back office."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.admin.pair_schemas import Line
from policies.content.model import Facet
from policies.drafting.drafting import Proposal


class DraftsIn(BaseModel):
    """What to draft from a document."""

    model_config = ConfigDict(extra="forbid")

    dry_run: bool = False
    questions: list[Line] | None = Field(
        default=None, max_length=200, description="Standard questions to save; null saves every new one."
    )
    reworded: dict[Line, Line] = Field(
        default={},
        max_length=200,
        description="How the editor words some of them, by the question as it is proposed.",
    )


class DraftOut(BaseModel):
    """A pair that a document gives."""

    question: str
    similar: list[str]
    summary: str
    clause: str | None
    facet: Facet | None
    pair_id: str | None = Field(description="The draft that was saved; null where none was.")
    known_id: str | None = Field(description="The stored pair that answers this already.")
    known_question: str | None

    @classmethod
    def of(cls, proposal: Proposal, pair_id: str | None) -> DraftOut:
        """Return a proposal with what became of it."""
        pair, known = proposal.pair, proposal.known
        return cls(
            question=pair.question,
            similar=list(pair.similar),
            summary=pair.summary,
            clause=pair.citations[0].clause_path,
            facet=pair.facet,
            pair_id=pair_id,
            known_id=known.id if known else None,
            known_question=known.question if known else None,
        )
