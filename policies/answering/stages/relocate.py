"""Relocate: somebody says where they are, and nothing else; the last question is answered for that place."""

from __future__ import annotations

import re
from dataclasses import replace

from policies.answering.inquiry import Answer, Choice, Inquiry, Outcome, Turn
from policies.answering.noting import noted
from policies.answering.regions import RegionTree
from policies.answering.scoring.features import core
from policies.answering.shelf import Shelf
from policies.language.normalise import normalise, normalise_query
from policies.wording import say

SURE_INTENT = 0.6
# What may stand around the name of a place when nothing is asked: 我现在住在…这边, 换成…的呢, 不是…是…
_CARRIER = re.compile(
    r"我们?|咱们?|家里?|人|户口|现在|目前|其实|应该|不是|不在|是|在|住|地区|区域|位置|属于|换|改|选|切换|查|看|用|按照?|就|成|到|为|"
    r"一下|那么?|如果|要是|的话|这边|那边|这里|规定|政策|标准|情况|来|的|呢|吧|啊|了|请|帮|再|重新|[，。、！？,.!?\s]"
)
_WITHOUT_NAME = re.compile(r"(换|改|切换|选)(个|一下|成)?(别的|其他)?(地区|区域|位置|城市|区县|地方)")


class Relocate:
    """Takes up a region; asks for one where a change is wished and none is named."""

    def __init__(self, shelf: Shelf) -> None:
        """Regions come from `shelf`."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry unchanged, with the last question asked anew, or answered."""
        if inquiry.draft is not None:
            return inquiry
        tree = self._shelf.regions()
        text = normalise(inquiry.question.text)
        named = tree.named_in(text)
        if named is None:
            return self._which(inquiry, tree) if _wishes_change(inquiry, text) else inquiry
        region, words = named
        if _CARRIER.sub("", text.replace(words, "", 1)):
            return inquiry
        earlier = next(filter(None, map(_asked, reversed(inquiry.question.history))), None)
        if earlier is None:
            return noted(inquiry, "region set", answer=_told("done", region=region))
        question = replace(
            inquiry.question, text=earlier, region=region, intent=None, intent_confidence=0.0, entities={}
        )
        reading = replace(inquiry.reading, text=normalise_query(earlier), route=None)
        return noted(inquiry, "the last question, elsewhere", question=question, reading=reading)

    def _which(self, inquiry: Inquiry, tree: RegionTree) -> Inquiry:
        answer = _told("which")
        choices = tuple(Choice("region", name) for name in tree.districts())
        return noted(inquiry, "which region", answer=replace(answer, choices=choices))


def _wishes_change(inquiry: Inquiry, text: str) -> bool:
    question = inquiry.question
    understood = question.intent == "change_region" and question.intent_confidence >= SURE_INTENT
    return bool(_WITHOUT_NAME.search(text)) and (understood or len(core(text)) <= len("换个地区看看"))


def _asked(turn: Turn) -> str | None:
    """Return what a turn asked, None for a turn that only named a place."""
    return turn.question if turn.qa_id or turn.policy_id or turn.topic else None


def _told(key: str, region: str | None = None) -> Answer:
    return Answer(
        outcome=Outcome.NEEDS_DETAIL,
        confidence=1.0,
        summary=say(f"answering.relocate.{key}.summary", region=region),
        speech=say(f"answering.relocate.{key}.speech", region=region),
        region=region,
    )
