"""Read: what is asked about, which facet of it, for whom and where; a follow-up is completed first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, Protocol

from policies.answering.belonging import signs
from policies.answering.followup import asks_barely, follows, kept, resolve, swapped
from policies.answering.inquiry import Answer, Inquiry, Outcome, Question, Reading, Turn
from policies.answering.noting import noted
from policies.answering.routes import ASKS, NONE_OF_THESE, route_named
from policies.answering.routing import routed
from policies.answering.scoring.features import REMEMBERED, core
from policies.answering.shelf import Shelf
from policies.answering.story import story_of
from policies.language.doc_number import doc_numbers
from policies.language.facets import facet_of
from policies.language.normalise import normalise
from policies.wording import say

Prefers = Literal["pair", "policy", "interpretation"]

SURE_INTENT = 0.6
# What is left of a question that only points back (那要带什么材料呢) is no longer than this, in characters.
LONGEST_REST = 3
# A question with less matter than this, in characters, says too little to look anything up.
LEAST_MATTER = 2

_INTERPRETATION = re.compile(
    r"为什么|为啥|为何|背景|解读|出台(的)?(目的|原因|初衷)|什么变化|哪些变化|有(什么|哪些)(新)?(变化|调整|不同|不一样|区别)|(主要)?改了(什么|哪些)|"
    r"(新|老|旧)(办法|规定|政策|条例).{0,8}(区别|不一样|不同)|怎么理解|如何理解|亮点|修订(了)?(什么|哪些)"
)
_POLICY = re.compile(
    r"文号|原文|全文|哪一?(条(?!路|街|巷|河|线|公交|高速)|款)|第[一二三四五六七八九十百\d]+条|哪(个|份)(文件|政策)|什么文件|依据是(什么|哪)|政策依据|文件依据|红头文件|"
    r"(由)?(哪个|哪些|什么)(部门|单位)(负责|牵头|主管|承担|推进)|谁(来)?(负责|牵头|主管)|(负责|牵头)(的)?(部门|单位)|(还|是否)(现行)?有效|还(能|可以)(继续)?(用|适用|执行)|还(算数|作数|管用|执行|适用)|(作废|废止|失效)了?(没|吗)"
)
_INTENTS: dict[str, Prefers] = {"ask_interpretation": "interpretation", "find_document": "policy"}


class EntitiesOf(Protocol):
    """Finds entities in a question."""

    def read(self, text: str) -> dict[str, str]:
        """Return entity values by name."""


class RememberingReader:
    """Finds entities once in texts that come again: what one desk of a library has read, its others know."""

    def __init__(self, reader: EntitiesOf) -> None:
        """Find entities with `reader`."""
        self.read = lru_cache(maxsize=REMEMBERED)(reader.read)


class Read:
    """Fills the reading."""

    def __init__(self, reader: EntitiesOf, shelf: Shelf) -> None:
        """Find entities with `reader`; earlier pairs and regions come from `shelf`."""
        self._reader = reader
        self._shelf = shelf
        # The turns of a conversation are read again with every question.
        self._entities = lru_cache(maxsize=2_000)(reader.read)

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with entities, facet, topic, region and preference."""
        if inquiry.draft is not None:
            return inquiry
        question, text = inquiry.question, inquiry.reading.text
        own = self._reader.read(text)
        earlier = self._talked_about(question.history)
        complete = self._complete(text, own, question, earlier)
        entities = own if complete == text else self._reader.read(complete) | own
        entities = self._with_region({**question.entities, **entities}, question, own)
        last = question.history[-1] if question.history else None
        story = story_of(complete, self._names_matter) if complete == text else None
        numbers = tuple(doc_numbers(text))
        leans = complete == text and not numbers and ("topic" not in own or _told_before(question))
        may_add = bool(earlier) and complete == text and not numbers and asks_barely(text)
        follows_on, instead = complete != text, swapped(text)
        reading = replace(
            inquiry.reading,
            text=complete,
            earlier=earlier if leans or may_add else "",
            may_add=may_add,
            matter=kept(earlier) if follows_on and instead is None else "",
            instead=(instead or "") if follows_on else "",
            focus=story.focus if story else (),
            entities=entities,
            facet=facet_of(story.question if story else text),
            topic=entities.get("topic") or (last.topic if last and complete != text else None),
            prefers=_prefers(text, question),
            doc_numbers=numbers,
        )
        if len(core(complete)) < LEAST_MATTER and not reading.doc_numbers:
            return noted(inquiry, "too little asked", reading=reading, answer=_without_matter(reading))
        finding = (
            f"{reading.prefers} {reading.facet or '-'} {'follow-up' if complete != text else ''}".strip()
        )
        return noted(inquiry, finding, reading=reading)

    def _complete(self, text: str, entities: dict[str, str], question: Question, earlier: str) -> str:
        intent = question.intent if question.intent_confidence >= SURE_INTENT else None
        if doc_numbers(text):
            return text
        if _told_before(question) and "topic" not in entities:
            return f"{earlier} {text}".strip()
        if not earlier or not follows(text, entities.keys(), intent):
            return text
        return resolve(text, earlier, entities, self._entities(earlier))

    def _names_matter(self, clause: str) -> bool:
        return "topic" in self._entities(clause)

    def _talked_about(self, history: Sequence[Turn]) -> str:
        """Return what the turns were about, each completed by those before it: 公积金, 怎么提取 → 公积金 提取."""
        matter = ""
        for turn in history:
            matter = self._answered(turn) or self._said(turn, matter)
        return matter

    def _said(self, turn: Turn, before: str) -> str:
        said = normalise(turn.question)
        if before and not doc_numbers(said):
            entities = self._entities(said)
            if follows(said, entities.keys(), None):
                return resolve(said, before, entities, self._entities(before))
        return said if len(core(said)) > LONGEST_REST or self._names_matter(said) else before

    def _answered(self, turn: Turn) -> str:
        """Return the question of the pair that answered a turn, or its document; "" where neither did."""
        pair = self._shelf.pair(turn.qa_id) if turn.qa_id else None
        if pair is not None:
            return normalise(pair.question)
        policy = self._shelf.policy(turn.policy_id) if turn.policy_id else None
        return normalise(policy.title) if policy is not None else ""

    def _with_region(
        self, entities: dict[str, str], question: Question, own: dict[str, str]
    ) -> dict[str, str]:
        """Let the region named in the question win over the caller's; keep only regions that exist.

        What is asked of the whole province (省内住院怎么报) is asked of the city, and its rules answer.
        """
        tree = self._shelf.regions()
        told = (own.get("region"), question.region, entities.get("region"))
        named = next((name for each in told if (name := tree.named(each)) and not tree.is_above(name)), None)
        rest = {name: value for name, value in entities.items() if name != "region"}
        audience = {"audience": question.audience} if question.audience else {}
        return audience | rest | ({"region": named} if named else {})


def _told_before(question: Question) -> bool:
    """Tell whether the last turn was a plain statement: it asked nothing, and nothing answered it."""
    last = question.history[-1] if question.history else None
    if last is None or last.qa_id is not None or last.policy_id is not None:
        return False
    return facet_of(normalise(last.question)) is None


def _without_matter(reading: Reading) -> Answer:
    """Return the answer to what names no matter: of the route it may go (我爱你), or a question back (怎么办)."""
    route = route_named(reading.route or "")
    if route is not None and route.text != NONE_OF_THESE and not ASKS & signs(reading.text):
        return routed(route)
    return Answer(
        outcome=Outcome.NEEDS_DETAIL,
        confidence=0.0,
        summary=say("answering.needs_detail.summary"),
        speech=say("answering.needs_detail.speech"),
    )


def _prefers(text: str, question: Question) -> Prefers:
    if doc_numbers(text) or _POLICY.search(text):
        return "policy"
    if _INTERPRETATION.search(text):
        return "interpretation"
    sure = question.intent_confidence >= SURE_INTENT
    return _INTENTS.get(question.intent or "", "pair") if sure else "pair"
