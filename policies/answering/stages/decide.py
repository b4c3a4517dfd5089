"""Decide: the pair answers, its question is offered as a button, or the documents are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policies.answering.choices import choices_of
from policies.answering.inquiry import Answer, Candidate, Choice, Inquiry, Outcome, Reading
from policies.answering.noting import noted
from policies.answering.scoring.candidates import READ, barred, hardly_meets, is_stray
from policies.answering.scoring.features import bare, clean, core
from policies.answering.scoring.model import Model
from policies.answering.shelf import Shelf
from policies.answering.sources import pair_answer
from policies.answering.standing import pair_stands
from policies.content.model import Facet, QaPair
from policies.language.facets import facet_of
from policies.wording import say

MOST_CHOICES = 3
MOST_RELATED = 3
# A stored question of which less than this share was asked is about something narrower where another fits about as
# well and was asked whole: 公司注册要几天 means 注册公司要多久, not 公司注册资本要在几年内缴足.
SAID_OF_STORED = 0.5
ASKED_WHOLE = 0.9
# A question that these say so far, each with something beside, does not tell which of them is meant: by the shares of
# what was asked, of what is stored, and of the first one's rank.
ASKED_MOSTLY, SAID_MOSTLY, AS_NEAR = 0.75, 0.8, 0.75
# A matter so short, in characters, is named by its words; a long one may be told in quite other words.
SHORT = 6
# A pair in force goes before one that is not when it fits nearly as well.
NEARLY = 0.75
# A district's rule is for the same matter when it fits about as well.
ALIKE = 0.9
# Where no candidate says any word of the matter, one must fit so many times better to be offered: typing
# errors do, matters that the library does not know do not.
UNHEARD = 2.6
# Facets that a pair either says or does not: how much, by when, what to bring.
SAID_OR_NOT = frozenset({Facet.AMOUNT, Facet.DEADLINE, Facet.MATERIALS})
# What is offered beside the first must fit at least this well, measured against it.
WORTH_SHOWING = 0.5


class Decide:
    """Drafts an answer or a clarification from the ranked candidates."""

    def __init__(self, shelf: Shelf, model: Model) -> None:
        """Read pairs from `shelf`; answer and offer from the thresholds of the model's judges on."""
        self._shelf = shelf
        self._model = model

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with a draft, or without one where no pair comes near."""
        if inquiry.draft is not None or not inquiry.candidates:
            return inquiry
        parts = inquiry.candidates[0].parts
        confidence = parts["confidence"]
        thresholds = self._model.judge(parts).thresholds
        enough = thresholds.low * (UNHEARD if _is_unheard(inquiry) else 1.0)
        if parts["offer"] < enough:
            return noted(inquiry, f"no pair comes near ({confidence:.3f})")
        first = self._first(inquiry)
        pair = self._shelf.pair(first.qa_id)
        if pair is None:
            return noted(inquiry, "the pair is gone")
        # A stored question is the editors' own word for its pair.
        says = bool(first.parts.get("verbatim")) or _says(pair, inquiry)
        if confidence >= thresholds.high and says and _answers_unasked(inquiry, first):
            return self._answered(inquiry, first, pair, confidence)
        return self._clarified(inquiry, confidence)

    def _answered(self, inquiry: Inquiry, first: Candidate, pair: QaPair, confidence: float) -> Inquiry:
        if first.parts.get("below"):
            return noted(inquiry, "answered in districts only", draft=self._which_region(inquiry, confidence))
        draft = pair_answer(self._shelf, pair, confidence, inquiry.reading.facet)
        related = self._questions(inquiry, first, MOST_RELATED + 1)
        others = tuple(each for each in related if each.qa_id != pair.id)[:MOST_RELATED]
        notices = draft.notices + self._district_notice(inquiry, first)
        topic = draft.topic or inquiry.reading.topic
        draft = replace(draft, related=others, notices=notices, topic=topic)
        return noted(inquiry, f"answer {pair.id}", draft=draft)

    def _clarified(self, inquiry: Inquiry, confidence: float) -> Inquiry:
        choices = self._questions(inquiry, inquiry.candidates[0], MOST_CHOICES)
        if not choices:
            return noted(inquiry, "no pair in force comes near")
        none = Choice("none_of_these", say("answering.choices.none_of_these"))
        summary = say("answering.clarify.summary" if len(choices) > 1 else "answering.clarify.summary_one")
        numbered = "；".join(
            f"{number}，{each.label.rstrip('？?')}" for number, each in enumerate(choices, start=1)
        )
        spoken = say("answering.clarify.speech", choices=numbered)
        draft = Answer(
            outcome=Outcome.CLARIFY,
            confidence=confidence,
            summary=summary,
            speech=spoken if len(spoken) <= 120 else say("answering.clarify.speech_long"),
            choices=(*choices, none),
            topic=inquiry.reading.topic,
        )
        return noted(inquiry, f"{len(choices)} choices", draft=draft)

    def _which_region(self, inquiry: Inquiry, confidence: float) -> Answer:
        tree = self._shelf.regions()
        enough = WORTH_SHOWING * inquiry.candidates[0].score
        near = [each for each in inquiry.candidates if each.parts.get("below") and each.score >= enough]
        pairs = [pair for each in near if (pair := self._shelf.pair(each.qa_id)) is not None]
        names = dict.fromkeys(pair.region for pair in pairs if pair.region)
        return Answer(
            outcome=Outcome.NEEDS_DETAIL,
            confidence=confidence,
            summary=say("answering.needs_region.summary"),
            speech=say("answering.needs_region.speech"),
            choices=tuple(Choice("region", tree.short(name)) for name in names),
            topic=inquiry.reading.topic,
        )

    def _district_notice(self, inquiry: Inquiry, first: Candidate) -> tuple[str, ...]:
        """Say that districts have rules of their own for this matter, where the caller named no region."""
        enough = ALIKE * first.score
        tree = self._shelf.regions()
        near = [each for each in inquiry.candidates if each.parts.get("below") and each.score >= enough]
        regions = [pair.region for each in near if (pair := self._shelf.pair(each.qa_id)) and pair.region]
        if not regions:
            return ()
        names = "、".join(dict.fromkeys(tree.short(name) for name in regions))
        return (say("answering.notices.districts", regions=names),)

    def _first(self, inquiry: Inquiry) -> Candidate:
        """Return the first candidate, or one in force that fits nearly as well."""
        first = inquiry.candidates[0]
        enough = NEARLY * first.score
        standing = (
            each for each in inquiry.candidates if each.score >= enough and self._stands(inquiry, each)
        )
        return next(standing, first)

    def _questions(self, inquiry: Inquiry, first: Candidate, most: int) -> tuple[Choice, ...]:
        """Return questions of pairs that may answer, fit well enough and differ in what matters."""
        return choices_of(self._worth_showing(inquiry, first), most, self._shelf.regions())

    def _worth_showing(self, inquiry: Inquiry, first: Candidate) -> Iterator[QaPair]:
        enough = WORTH_SHOWING * first.score
        for each in inquiry.candidates:
            of_another_kind = each.parts.get("kind", 0.0) < 0 and not each.parts.get("verbatim")
            strays = is_stray(each.parts) and not is_stray(first.parts)
            if each.score < enough or of_another_kind or strays or not self._stands(inquiry, each):
                continue
            if pair := self._shelf.pair(each.qa_id):
                yield pair

    def _stands(self, inquiry: Inquiry, each: Candidate) -> bool:
        pair = self._shelf.pair(each.qa_id)
        return pair is not None and pair_stands(self._shelf, pair, inquiry.question)


def _answers_unasked(inquiry: Inquiry, first: Candidate) -> bool:
    """Tell whether a pair may answer without being offered first: found by its question, and uncontradicted."""
    if first.parts.get("verbatim"):
        return True
    if bare(inquiry.reading) or _is_put_together(inquiry.reading) or barred(first.parts):
        return False
    return not _is_narrower(inquiry, first) and not _leaves_open(inquiry, first)


def _is_put_together(reading: Reading) -> bool:
    """Tell whether a follow-up swaps a matter that could not be taken out of the question before: 居住证怎么办，那身份证呢.

    Both matters stand in it then, and what fits the old one well is no answer.
    """
    return bool(reading.instead) and reading.text.startswith(f"{reading.instead} ")


def _is_unheard(inquiry: Inquiry) -> bool:
    """Tell whether the library seems not to know the matter: no candidate says it, or the first meets little of it."""
    parts = inquiry.candidates[0].parts
    is_short = len(core(inquiry.reading.text)) <= SHORT
    return bool(parts.get("unheard")) or (is_short and hardly_meets(parts))


def _says(pair: QaPair, inquiry: Inquiry) -> bool:
    """Tell whether a pair says what was asked of its matter; one whose text is not sorted by facet may."""
    facet = inquiry.reading.facet
    if facet not in SAID_OR_NOT or pair.facet in (None, facet) or set(pair.detail) <= {Facet.NOTE}:
        return True
    return facet in pair.detail


def _is_narrower(inquiry: Inquiry, first: Candidate) -> bool:
    """Tell whether a pair says much that was not asked, while another one was asked whole."""
    if first.parts.get("core_of_stored", 1.0) >= SAID_OF_STORED:
        return False
    near = (each for each in inquiry.candidates if each.score >= NEARLY * first.score)
    return any(
        each.parts.get("core_of_stored", 0.0) >= ASKED_WHOLE and each.parts.get("facet", 0.0) >= 0
        for each in near
    )


def _leaves_open(inquiry: Inquiry, first: Candidate) -> bool:
    """Tell whether several pairs ask what was asked, each with a condition of its own: 退休后、离职后公积金怎么提取."""
    near = [each for each in inquiry.candidates[:READ] if each.parts["rank"] >= AS_NEAR * first.parts["rank"]]
    wider = [
        each
        for each in near
        if each.parts.get("core_of_asked", 0.0) >= ASKED_MOSTLY
        and each.parts["core_of_stored"] < SAID_MOSTLY
        and facet_of(clean(each.matched)) == inquiry.reading.facet
        and (each is first or not each.parts.get("below"))
    ]
    return first in wider and any(each.question != first.question for each in wider)
