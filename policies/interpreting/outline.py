"""An interpretation that is being written from what people doubt: an outline, a Word file, and filed when it is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
from docx.oxml.ns import qn

from policies.content.known import known_interpretation
from policies.content.model import Disclosure, Interpretation, InterpretationKind, Policy
from policies.content.store import Store
from policies.errors import InputError, UnreadableFile
from policies.interpreting.clauses import printed
from policies.interpreting.doubts import Doubt
from policies.wording import say

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_ANSWER = 200, 200, 5_000
FONT = "宋体"


@dataclass(frozen=True, slots=True)
class Part:
    """A question with the clause on which its answer rests, and the answer; "" while nobody has written it."""

    question: str
    clause: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An interpretation as far as it is written."""

    title: str
    parts: tuple[Part, ...]


def outlined(policy: Policy, doubts: Sequence[Doubt]) -> Outline:
    """Return what an editor begins with: the doubts as questions, their clauses as the basis, no answer."""
    parts = tuple(Part(each.text, each.clause.path if each.clause else "") for each in doubts)
    return Outline(say("interpreting.outline.title", title=policy.title), parts)


def quote_of(policy: Policy, part: Part) -> str:
    """Return the text of the clause on which a part rests; "" where the document has none of this name."""
    return next((printed(policy, each) for each in policy.clauses if each.path == part.clause), "")


def write_docx(policy: Policy, outline: Outline, path: Path) -> None:
    """Write an outline as a Word file, which is read back as an interpretation of the document.

    Raises:
        InputError: it has no title or no question.
        UnreadableFile: it cannot be written there.
    """
    demand_questions(outline)
    file = docx.Document()
    normal = file.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    file.add_heading(outline.title, 0)
    number = say("interpreting.outline.number", number=policy.doc_number) if policy.doc_number else ""
    file.add_paragraph(say("interpreting.outline.opening", title=policy.title, number=number))
    for part in outline.parts:
        file.add_heading(say("interpreting.outline.question", question=part.question), 2)
        file.add_paragraph(say("interpreting.outline.answer", answer=part.answer))
        quote = quote_of(policy, part)
        if quote:
            file.add_paragraph(
                say("interpreting.outline.basis", clause=part.clause, quote=quote), "Intense Quote"
            )
    try:
        file.save(str(path))
    except OSError as error:
        raise UnreadableFile(str(path), "cannot_write") from error


def file_outline(store: Store, policy: Policy, outline: Outline, actor: str, today: date) -> Interpretation:
    """File an outline that is written as a 施行后解读 of the document; returns it.

    Args:
        store: where to.
        policy: the document.
        outline: what was written.
        actor: who files it.
        today: the day of its publication, on which the document must hold.

    Raises:
        InputError: something is missing or too long, its title is another's, or nothing may be said of the document.
    """
    demand_questions(outline)
    if policy.disclosure is not Disclosure.PUBLIC or not policy.holds_on(today):
        raise InputError(policy.title, "outline_not_in_force")
    for number, part in enumerate(outline.parts, start=1):
        if not part.answer.strip():
            raise InputError(part.question, "outline_without_answer", number=number)
        if len(part.answer) > LONGEST_ANSWER:
            raise InputError(part.question, "outline_answer_long", number=number, most=LONGEST_ANSWER)
    known, _ = known_interpretation(store.engine, outline.title)
    if known is not None:
        raise InputError("title", "outline_title_taken")
    passages = tuple((part.question, _answered(part)) for part in outline.parts)
    text = Interpretation(
        title=outline.title,
        kind=InterpretationKind.AFTER,
        passages=passages,
        explains=(policy.id,),
        issuer=policy.issuer,
        published_on=today,
        checksum=hashlib.sha256(repr((outline.title, passages)).encode()).hexdigest(),
        is_demo=policy.is_demo,
    )
    with store.writing(actor) as write:
        return write.interpretation(text, "create")


def demand_questions(outline: Outline) -> None:
    """Demand that an outline has a title and questions, none too long.

    Raises:
        InputError: it has not.
    """
    if not outline.title.strip() or len(outline.title) > LONGEST_TITLE:
        raise InputError("title", "outline_title", most=LONGEST_TITLE)
    if not outline.parts:
        raise InputError("parts", "outline_empty")
    for number, part in enumerate(outline.parts, start=1):
        if not part.question.strip() or len(part.question) > LONGEST_QUESTION:
            raise InputError("parts", "outline_question", number=number, most=LONGEST_QUESTION)


def _answered(part: Part) -> str:
    answer = part.answer.strip()
    return answer + say("interpreting.outline.resting", clause=part.clause) if part.clause else answer
