"""Documents as JSON."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from api.documents.shelf import ShownInterpretation, ShownPolicy
from policies.content.model import Disclosure, Interpretation, InterpretationKind, Policy, Status


class ResponsibilityOut(BaseModel):
    """A department's part in a clause."""

    model_config = ConfigDict(from_attributes=True)

    department: str
    role: str = Field(examples=["牵头"])
    matter: str


class ClauseOut(BaseModel):
    """One node of a document, in reading order."""

    model_config = ConfigDict(from_attributes=True)

    path: str = Field(examples=["第五条"])
    level: int
    heading: str
    text: str
    responsibilities: list[ResponsibilityOut]


class PolicyLink(BaseModel):
    """A document by name."""

    id: str
    title: str
    doc_number: str | None
    url: str

    @classmethod
    def of(cls, policy: Policy) -> PolicyLink:
        """Return the link to a document."""
        return cls(
            id=policy.id, title=policy.title, doc_number=policy.doc_number, url=f"/policies/{policy.id}"
        )


class InterpretationLink(BaseModel):
    """An interpretation by name."""

    id: str
    title: str
    kind: InterpretationKind
    published_on: date | None
    url: str

    @classmethod
    def of(cls, text: Interpretation) -> InterpretationLink:
        """Return the link to an interpretation."""
        return cls(
            id=text.id,
            title=text.title,
            kind=text.kind,
            published_on=text.published_on,
            url=f"/interpretations/{text.id}",
        )


class PolicyOut(BaseModel):
    """A document with its clauses, its status today, and its interpretations."""

    id: str
    title: str
    doc_number: str | None = Field(examples=["示医保发〔2025〕6号"])
    index_number: str | None
    issuer: str | None
    category: str | None
    region: str | None
    disclosure: Disclosure
    written_on: date | None
    published_on: date | None
    effective_on: date | None
    expires_on: date | None = Field(description="The last day on which it holds.")
    status: Status = Field(description="Validity on `checked_on`.")
    checked_on: date
    superseded_by: str | None
    successor: PolicyLink | None
    source_url: str | None
    is_demo: bool
    url: str
    clauses: list[ClauseOut]
    interpretations: list[InterpretationLink]

    @classmethod
    def of(cls, shown: ShownPolicy, day: date) -> PolicyOut:
        """Return a document as JSON shows it."""
        policy = shown.policy
        same = {
            name: getattr(policy, name)
            for name in cls.model_fields
            if name not in ("clauses", "interpretations", "status", "checked_on", "successor", "url")
        }
        return cls(
            **same,
            status=shown.status,
            checked_on=day,
            successor=PolicyLink.of(shown.successor) if shown.successor else None,
            url=f"/policies/{policy.id}",
            clauses=[ClauseOut.model_validate(clause) for clause in policy.clauses],
            interpretations=[InterpretationLink.of(text) for text in shown.interpretations],
        )


class PassageOut(BaseModel):
    """A passage of an interpretation."""

    heading: str
    text: str


class InterpretationOut(BaseModel):
    """An interpretation with the documents it explains."""

    id: str
    title: str
    kind: InterpretationKind
    issuer: str | None
    published_on: date | None
    source_url: str | None
    is_demo: bool
    url: str
    passages: list[PassageOut]
    explains: list[PolicyLink]

    @classmethod
    def of(cls, shown: ShownInterpretation) -> InterpretationOut:
        """Return an interpretation as JSON shows it."""
        text = shown.interpretation
        return cls(
            id=text.id,
            title=text.title,
            kind=text.kind,
            issuer=text.issuer,
            published_on=text.published_on,
            source_url=text.source_url,
            is_demo=text.is_demo,
            url=f"/interpretations/{text.id}",
            passages=[PassageOut(heading=heading, text=body) for heading, body in text.passages],
            explains=[PolicyLink.of(policy) for policy in shown.policies],
        )
