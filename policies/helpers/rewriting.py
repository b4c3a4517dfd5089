"""A question in official words, for one more search. What the model writes is never shown and never an answer."""

from __future__ import annotations

import re

from policies.helpers.chat_model import ChatModel
from policies.helpers.guard import Asked, Guard
from policies.helpers.kept import Kept
from policies.helpers.prompts import prompts
from policies.language.masking import mask
from policies.language.normalise import normalise_query

KEPT = 2000
LONGEST = 60
MOST_TOKENS = 120
_MARKS = " \t“”\"'「」『』《》"
_LABEL = re.compile(r"^(改写后?的?(问题)?|规范问题|问题)[:：]\s*")
_HAN = re.compile(r"[一-鿿]")


class Rewriter:
    """Puts questions into official words."""

    def __init__(self, model: ChatModel, guard: Guard) -> None:
        """Ask `model` within the limits of `guard`."""
        self._model = model
        self._guard = guard
        self._kept: Kept[str] = Kept(KEPT)

    def begin(self, text: str) -> Rewriting:
        """Begin to put a normalised question into official words."""
        known = self._kept.get(text)
        if known is not None:
            return Rewriting(self, text, None, known)
        return Rewriting(self, text, self._guard.begin(lambda: self._ask(text)), "")

    def keep(self, text: str, rewritten: str) -> None:
        """Remember what became of a question; "" where the model had nothing to better."""
        self._kept.put(text, rewritten)

    def _ask(self, text: str) -> str:
        reply = self._model.reply(prompts()["rewrite"], mask(text), self._guard.timeout_s, MOST_TOKENS)
        return usable(reply, text)


class Rewriting:
    """A question being rewritten."""

    def __init__(self, rewriter: Rewriter, text: str, asked: Asked[str] | None, known: str) -> None:
        self._rewriter = rewriter
        self._text = text
        self._asked = asked
        self._known = known

    def result(self) -> str:
        """Return the question in official words; "" where there are none, or not in time."""
        if self._asked is None:
            return self._known
        found = self._asked.result()
        if found is not None:
            self._rewriter.keep(self._text, found)
        return found or ""


def usable(reply: str, text: str) -> str:
    """Return a reply as a question that can be searched; "" where it says nothing new or is none."""
    line = next((each for each in reply.splitlines() if each.strip(_MARKS)), "")
    line = _LABEL.sub("", line.strip(_MARKS)).strip(_MARKS)
    rewritten = normalise_query(line)
    if len(rewritten) > LONGEST or not _HAN.search(rewritten) or rewritten == text:
        return ""
    return rewritten
