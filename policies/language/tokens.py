"""Tokens for the character fields of the index. Texts come normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

# Chinese characters first and as many as stand together: they are told apart without another look.
_RUN = re.compile(r"[一-鿿]+|\d+(?:,\d{3})*(?:\.\d+)?%?|[a-z]+(?:[-'.]?[a-z0-9]+)*|[^\W_]")


def char_unigrams(text: str) -> list[str]:
    """Return the characters of `text`; a Latin word or a number is one token, punctuation is dropped."""
    tokens: list[str] = []
    for run in _RUN.findall(text):
        if "一" <= run[0] <= "鿿":
            tokens.extend(run)
        else:
            tokens.append(run.replace(",", ""))
    return tokens


def char_bigrams(text: str) -> list[str]:
    """Return neighbouring pairs of `char_unigrams`, joined without a space."""
    return pairs_of(char_unigrams(text))


def pairs_of(tokens: Sequence[str]) -> list[str]:
    """Return neighbouring tokens joined, in order."""
    return list(map(add, tokens, tokens[1:]))
