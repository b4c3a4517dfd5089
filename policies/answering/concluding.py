"""A sentence of a source as a conclusion: it says something by itself, and is not too long to be one."""

from __future__ import annotations

from policies.answering.evidence import Sentence, opening_before, without_number
from policies.wording import say

LONGEST_SENTENCE = 160


def standing_alone(quote: str, sentence: Sentence, above: str = "") -> str:
    """Return a sentence of a quote so that it says something by itself.

    The number of its clause goes, since it is named beside it; the item of a list comes with the words that
    open the list, or it would be taken for a rule of its own.

    Args:
        quote: what is quoted.
        sentence: one of its sentences.
        above: what opens the list that the quote itself is an item of, or "".
    """
    text, opening = without_number(sentence.text), opening_before(quote, sentence, above)
    if not opening or not text.endswith(("；", ";", "。")):
        return text
    return say("answering.quoted.item", opening=opening, item=text.rstrip("；;。"))


def shortened(text: str) -> str:
    """Return a sentence as a conclusion can hold it: what is too long ends in an ellipsis."""
    return text if len(text) <= LONGEST_SENTENCE else f"{text[: LONGEST_SENTENCE - 1]}…"
