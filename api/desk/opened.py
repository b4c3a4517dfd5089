"""What an operator opens: an answer or a clause, with what they may tell and what stays inside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from policies.answering.card import card
from policies.answering.inquiry import Question, Step
from policies.answering.lookup.rows import Row
from policies.answering.sources import clause_of, interpretation_citation, policy_citation
from policies.answering.speaking import cut, speakable
from policies.answering.standing import may_read
from policies.content.model import Department, Disclosure, Policy
from policies.errors import InterpretationNotFound, PairNotFound, PolicyNotFound
from policies.library import Library

ON_REQUEST = Disclosure.ON_REQUEST.value


@dataclass(frozen=True, slots=True)
class Opened:
    """A row, opened.

    Attributes:
        row: what was picked; whether callers may be given it is judged anew.
        card: the answer in the form that every channel has; of a clause the parts that there are.
        spoken: what to read aloud.
        note: what editors tell operators; never for citizens.
        trace: the steps that led to the answer.
    """

    row: Row
    card: dict[str, Any]
    spoken: str
    note: str = ""
    trace: tuple[Step, ...] = field(default=())


def open_row(library: Library, row: Row, day: date, region: str | None) -> Opened:
    """Return what stands behind a row.

    Raises:
        NotFound: it is gone since it was found.
    """
    if row.kind == "pair":
        return _pair(library, row, day, region)
    return _policy(library, row, day) if row.kind == "policy" else _interpretation(library, row, day)


def _pair(library: Library, row: Row, day: date, region: str | None) -> Opened:
    pair = library.store.pair(row.id)
    question = Question(row.title, day, region=region or pair.region, choice=row.id, viewer="staff")
    inquiry = library.ask(question)
    if inquiry.answer is None:
        raise PairNotFound(row.id)
    told = inquiry.answer.speech or cut(speakable(inquiry.answer.summary))[0]
    row = replace(row, on_request=any(each.disclosure == ON_REQUEST for each in inquiry.answer.citations))
    return Opened(row, card(inquiry.answer), told, pair.internal_note, inquiry.trace)


def _policy(library: Library, row: Row, day: date) -> Opened:
    policy = library.store.policy(row.id)
    if not may_read(policy, Question("", day, viewer="staff")):
        raise PolicyNotFound(row.id)
    row = replace(row, on_request=policy.disclosure is Disclosure.ON_REQUEST)
    clause = clause_of(policy, row.clause)
    text = clause.text if clause is not None else row.text
    cited = policy_citation(policy, day, row.clause, text)
    department = library.store.department(policy.issuer or "")
    shown = _quoting(text, shown_citation(cited), department)
    return Opened(row, shown, cut(speakable(text))[0])


def _interpretation(library: Library, row: Row, day: date) -> Opened:
    """An interpretation is as public as the least public of what it explains."""
    text = library.store.interpretation(row.id)
    explained = [policy for each in text.explains if (policy := _kept(library, each)) is not None]
    is_open = all(may_read(policy, Question("", day, viewer="staff")) for policy in explained)
    levels = {text.disclosure, *(policy.disclosure for policy in explained)}
    if not is_open or text.disclosure is Disclosure.WITHHELD:
        raise InterpretationNotFound(row.id)
    row = replace(row, on_request=Disclosure.ON_REQUEST in levels)
    quote = next((said for heading, said in text.passages if heading == row.clause), row.text)
    cited = interpretation_citation(text, row.clause or "", quote, None)
    if row.on_request:
        cited = replace(cited, disclosure=ON_REQUEST)
    department = library.store.department(text.issuer or "")
    return Opened(row, _quoting(quote, shown_citation(cited), department), cut(speakable(quote))[0])


def _kept(library: Library, policy_id: str) -> Policy | None:
    try:
        return library.store.policy(policy_id)
    except PolicyNotFound:
        return None


def shown_citation(cited: Any) -> dict[str, Any]:
    """Return a citation as a card holds it."""
    days = {name: getattr(cited, name) for name in ("effective_on", "expires_on")}
    names = (
        "kind",
        "source_id",
        "title",
        "doc_number",
        "clause",
        "quote",
        "status",
        "issuer",
        "url",
        "disclosure",
    )
    told = {name: getattr(cited, name) for name in names}
    return {
        **told,
        "highlight": None,
        **{name: each.isoformat() if each else None for name, each in days.items()},
    }


def _quoting(text: str, cited: dict[str, Any], department: Department | None) -> dict[str, Any]:
    contact = (
        {
            "name": department.name,
            "phone": department.phone,
            "hours": department.hours,
            "address": department.address,
        }
        if department is not None
        else None
    )
    return {
        "outcome": "quoted",
        "confidence": 0.0,
        "summary": text,
        "detail": [],
        "citations": [cited],
        "department": contact,
        "notices": [],
        "checked_on": None,
        "qa_id": None,
    }
