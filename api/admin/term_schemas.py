"""Terms of the dictionary as JSON: what they are, what they would do, what is wrong with them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pair_schemas import Line
from api.security.text import Legible
from policies.answering.inquiry import Outcome
from policies.content.term_import import Becomes, TermSheet
from policies.effect.effect import Effect, Shown, Turned, Verdict
from policies.effect.probes import Kind
from policies.language.conflicts import Clash
from policies.language.origins import Entry, Origin
from policies.language.term import Term
from policies.wording import say


class TermBody(BaseModel):
    """A term of the dictionary."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    concept: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Legible]
    type: Line = Field(examples=["matter"])
    field: Line = Field(default="通用", examples=["医保"])
    ways: list[Line] = Field(default=[], max_length=200, examples=[["看病报销"]])
    is_word: bool = True


class TermOut(TermBody):
    """A term with its author; `is_retired` takes a term of the files out of use."""

    is_retired: bool
    author: str


class TrialIn(BaseModel):
    """A text to read on trial, and terms to try with it that are not saved."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]
    terms: list[TermBody] = Field(default=[], max_length=50)


class ReadingOut(BaseModel):
    """How a text is cut and what is found in it."""

    words: list[str]
    official: list[dict[str, str]]
    added: list[str]


class TrialOut(BaseModel):
    """A text as it is read now, and as it would be with the terms on trial."""

    before: ReadingOut
    after: ReadingOut


class EntryOut(TermOut):
    """A term with where it comes from; `delivered` is the term of the files that it stands for."""

    origin: Origin
    revision: int
    delivered: TermBody | None = None

    @classmethod
    def of(cls, entry: Entry) -> EntryOut:
        """Return an entry of a dictionary."""
        told = TermOut.model_validate(entry.term).model_dump()
        delivered = None if entry.delivered is None else TermBody.model_validate(entry.delivered)
        return cls(**told, origin=entry.origin, revision=entry.term.revision, delivered=delivered)


class ConflictOut(BaseModel):
    """A conflict with other terms; `reason` says it in words."""

    model_config = ConfigDict(from_attributes=True)

    clash: Clash
    way: str
    others: list[str]
    count: int
    reason: str = ""


class EffectIn(BaseModel):
    """A change that is not made: terms as they would be saved or retired, or one that would be deleted."""

    model_config = ConfigDict(extra="forbid")

    terms: list[TermBody] = Field(default=[], max_length=500)
    retired: list[Line] = Field(default=[], max_length=500, description="Names of terms taken out of use")
    deleted: Line = ""


class ShownOut(BaseModel):
    """What a question comes to."""

    model_config = ConfigDict(from_attributes=True)

    outcome: Outcome
    pair_id: str | None
    question: str


class TurnedOut(BaseModel):
    """A question, personal data masked, that would be answered otherwise."""

    question: str
    kind: Kind
    verdict: Verdict
    before: ShownOut
    after: ShownOut

    @classmethod
    def of(cls, turned: Turned) -> TurnedOut:
        """Return a question with both answers."""
        shown: list[Shown] = [turned.before, turned.after]
        before, after = map(ShownOut.model_validate, shown)
        probe = turned.probe
        return cls(question=probe.text, kind=probe.kind, verdict=turned.verdict, before=before, after=after)


class EffectOut(BaseModel):
    """What a change would do: of `affected` questions, which it may touch, `asked` were asked before and after."""

    looked: dict[Kind, int]
    affected: int
    asked: int
    counts: dict[Verdict, int]
    turned: list[TurnedOut]

    @classmethod
    def of(cls, effect: Effect) -> EffectOut:
        """Return an effect."""
        counts = {verdict: effect.count(verdict) for verdict in Verdict}
        turned = [TurnedOut.of(each) for each in effect.turned]
        return cls(
            looked=effect.looked, affected=effect.affected, asked=effect.asked, counts=counts, turned=turned
        )


class TermsImportOut(BaseModel):
    """What an import of terms found and did; `effect` is what it does to answers, on trial."""

    written: bool
    rows: int
    new: int
    changed: int
    retired: int
    unchanged: int
    lines: list[dict[str, Any]]
    errors: list[dict[str, Any]]
    effect: EffectOut | None

    @classmethod
    def of(cls, sheet: TermSheet, effect: Effect | None, *, written: bool) -> TermsImportOut:
        """Return the report of a file."""
        return cls(
            written=written,
            rows=len(sheet.rows) + len(sheet.errors),
            lines=[
                {"row": each.row, "question": each.term.concept, "action": each.becomes.value, "warnings": []}
                for each in sheet.rows
            ],
            errors=[
                {"row": each.row, "reason": say(f"errors.{each.reason}", **each.facts)}
                for each in sheet.errors
            ],
            effect=None if effect is None else EffectOut.of(effect),
            **{each.value: sheet.count(each) for each in Becomes},
        )


def term_of(body: TermBody) -> Term:
    """Return the term of a body."""
    return Term(body.concept, body.type, body.field, tuple(body.ways), body.is_word)
