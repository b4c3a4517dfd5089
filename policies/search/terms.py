"""From text to the tokens of each channel, the same for what is stored and what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from policies.language.normalise import normalise
from policies.language.pinyin import fuzzy_bigrams
from policies.language.tokens import char_bigrams, char_unigrams, pairs_of
from policies.search.fields import FIELDS, Channel, Kind

OFFICIAL_WEIGHT = 0.3
# The channels that need no dictionary.
CHARACTERS: frozenset[Channel] = frozenset(("unigrams", "bigrams"))


class Words(Protocol):
    """Cuts a text into words."""

    def words(self, text: str) -> list[str]:
        """Return the words in order."""


class OfficialWord(Protocol):
    """An official word for what somebody said."""

    @property
    def name(self) -> str:
        """The official word."""

    @property
    def way(self) -> str:
        """What was said for it."""


class OfficialWords(Protocol):
    """Knows the official words for what people say."""

    def official(self, text: str) -> Sequence[OfficialWord]:
        """Return the official words for what the text says."""

    def expand(self, text: str) -> list[str]:
        """Return official words that the text does not say itself."""


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """What is searched for.

    Attributes:
        text: the normalised question.
        official: the question with everyday words replaced by the official ones.
        tokens: by channel, every distinct token with its weight: 1 where it was said, less where the
            lexicon adds it.
    """

    text: str
    official: str
    tokens: dict[Channel, dict[str, float]]


class Terms:
    """Cuts texts for the index and questions for a search."""

    def __init__(self, words: Words, lexicon: OfficialWords, fingerprint: str) -> None:
        """Make one.

        Args:
            words: the segmenter.
            lexicon: official words for a question; they join it with a low weight.
            fingerprint: changes when the dictionary does, since stored tokens are then out of date.
        """
        self._words = words
        self._lexicon = lexicon
        self.fingerprint = fingerprint

    def of(self, text: str, kind: Kind, front: str = "") -> dict[str, list[str]]:
        """Return the tokens of a stored text in order, by field name.

        Args:
            text: what is stored.
            kind: which fields it fills.
            front: words that are searched before it, the same ones for many texts: a passage's title.
        """
        tokens = character_tokens(text, kind, front)
        others = [field for field in FIELDS[kind] if field.channel not in CHARACTERS]
        if not others:
            return tokens
        whole = f"{normalise(front)} {normalise(text)}" if front else normalise(text)
        return tokens | {field.name: self._cut(whole, field.channel) for field in others}

    def query(self, text: str) -> QueryTerms:
        """Return a normalised question's tokens with the lexicon's official words added."""
        official = self._lexicon.expand(text)
        channels: tuple[Channel, ...] = ("unigrams", "bigrams", "pinyin", "words")
        tokens = {channel: self._weighed(text, official, channel) for channel in channels}
        return QueryTerms(text, self._officially(text), tokens)

    def _officially(self, text: str) -> str:
        for word in self._lexicon.official(text):
            text = text.replace(word.way, normalise(word.name), 1)
        return text

    def _weighed(self, text: str, official: Iterable[str], channel: Channel) -> dict[str, float]:
        added = {token: OFFICIAL_WEIGHT for word in official for token in self._cut(word, channel)}
        return added | dict.fromkeys(self._cut(text, channel), 1.0)

    def _cut(self, text: str, channel: Channel) -> list[str]:
        match channel:
            case "unigrams":
                return char_unigrams(text)
            case "bigrams":
                return char_bigrams(text)
            case "pinyin":
                return fuzzy_bigrams(text)
            case "words":
                return [word for word in self._words.words(text) if char_unigrams(word)]


def character_tokens(text: str, kind: Kind, front: str = "") -> dict[str, list[str]]:
    """Return the tokens of a text whose kind is searched by its characters alone, by field name."""
    signs = [*_signs(front), *char_unigrams(normalise(text))]
    return {field.name: signs if field.channel == "unigrams" else pairs_of(signs) for field in FIELDS[kind]}


@lru_cache(maxsize=1024)
def _signs(front: str) -> tuple[str, ...]:
    return tuple(char_unigrams(normalise(front)))


def dictionary_fingerprint(folder: Path) -> str:
    """Return a short digest of every file of the dictionary that segmentation depends on."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted([*folder.rglob("*.txt"), *folder.rglob("*.jsonl")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
