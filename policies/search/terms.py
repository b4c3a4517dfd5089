"""From text to the tokens of each channel, the same for what is stored and what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from policies.language.normalise import normalise
from policies.language.pinyin import fuzzy_bigrams
from policies.language.plain_words import PlainWords
from policies.language.tokens import char_bigrams, char_unigrams, pairs_of
from policies.search.fields import FIELDS, Channel, Kind
from policies.search.meaning.sources import taught
from policies.search.meaning.space import NOTHING as MEANS_NOTHING
from policies.search.meaning.space import Space, Vector
from policies.search.speech import NOTHING, Speech

# Measured: at .8 official words drown what was said.
OFFICIAL_WEIGHT = 0.3
WRITTEN_WEIGHT = 0.4
# The channels that need no dictionary.
CHARACTERS: frozenset[Channel] = frozenset(("unigrams", "bigrams"))
CHANNELS: tuple[Channel, ...] = ("unigrams", "bigrams", "pinyin", "words")


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
class Weighed:
    """A question's distinct tokens in one channel.

    Attributes:
        said: tokens that were said, with their weights: 1, less for what is common in speech.
        official: tokens that the lexicon adds.
        written: tokens that the plain words add.
    """

    said: dict[str, float]
    official: dict[str, float]
    written: dict[str, float]


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """What is searched for.

    Attributes:
        text: the normalised question.
        official: the question with everyday words replaced by the official ones.
        tokens: by channel, every distinct token with its weight.
        written: written words for plain ones that were said.
        meaning: where what was said lies among all that is said.
        space: among what it lies there.
    """

    text: str
    official: str
    tokens: dict[Channel, Weighed]
    written: tuple[str, ...] = ()
    meaning: Vector = field(default_factory=lambda: MEANS_NOTHING.vector({}), compare=False)
    space: Space = field(default=MEANS_NOTHING, compare=False)

    def every(self) -> Iterator[str]:
        """Give every token, in any channel."""
        for each in self.tokens.values():
            yield from each.said
            yield from each.official
            yield from each.written


class Terms:
    """Cuts texts for the index and questions for a search."""

    def __init__(
        self,
        words: Words,
        lexicon: OfficialWords,
        fingerprint: str,
        plain_words: PlainWords | None = None,
        speech: Speech = NOTHING,
        space: Space = MEANS_NOTHING,
    ) -> None:
        """Make one.

        Args:
            words: the segmenter.
            lexicon: official words for a question; they join it with a low weight.
            fingerprint: changes when the dictionary does, since stored tokens are then out of date.
            plain_words: written words for a question; they join it with a low weight.
            speech: what is common in speech and therefore says little.
            space: where texts lie that mean the same.
        """
        self._words = words
        self._lexicon = lexicon
        self._plain_words = plain_words or PlainWords({})
        self._speech = speech
        self.space = space
        self._dictionary = fingerprint
        self.fingerprint = f"{fingerprint}-{space.fingerprint}" if space.fingerprint else fingerprint

    def over(self, words: Words, lexicon: OfficialWords) -> Terms:
        """Return the same with another dictionary."""
        return Terms(words, lexicon, self._dictionary, self._plain_words, self._speech, self.space)

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
        return tokens | {field.name: cut(whole, field.channel, self._words) for field in others}

    def query(self, text: str) -> QueryTerms:
        """Return a normalised question's tokens with official and written words added."""
        official = self._lexicon.expand(text)
        written = self._plain_words.written(text, self._words.words)
        tokens = {channel: self._weighed(text, official, written, channel) for channel in CHANNELS}
        return QueryTerms(text, self._officially(text), tokens, written, self._meaning(text), self.space)

    def _meaning(self, text: str) -> Vector:
        """Return where a question lies; a name that the space was never taught, a site's own, means what it stands for."""
        for word in self._lexicon.official(text):
            if word.way not in taught():
                text = text.replace(word.way, normalise(word.name), 1)
        said = self._speech.weights("unigrams", char_unigrams(text))
        return self.space.vector(said | self._speech.weights("bigrams", char_bigrams(text)))

    def _officially(self, text: str) -> str:
        for word in self._lexicon.official(text):
            text = text.replace(word.way, normalise(word.name), 1)
        return text

    def _weighed(
        self, text: str, official: Sequence[str], written: Sequence[str], channel: Channel
    ) -> Weighed:
        said = self._speech.weights(channel, cut(text, channel, self._words))
        named = self._added(official, channel, OFFICIAL_WEIGHT, said)
        return Weighed(said, named, self._added(written, channel, WRITTEN_WEIGHT, said))

    def _added(
        self, words: Sequence[str], channel: Channel, weight: float, said: dict[str, float]
    ) -> dict[str, float]:
        tokens = (token for word in words for token in cut(word, channel, self._words))
        return {token: weight for token in tokens if token not in said}


def cut(text: str, channel: Channel, words: Words) -> list[str]:
    """Return a normalised text's tokens in one channel, in order."""
    match channel:
        case "unigrams":
            return char_unigrams(text)
        case "bigrams":
            return char_bigrams(text)
        case "pinyin":
            return fuzzy_bigrams(text)
        case "words":
            return [word for word in words.words(text) if char_unigrams(word)]


def character_tokens(text: str, kind: Kind, front: str = "") -> dict[str, list[str]]:
    """Return the tokens of a text in the fields that are searched by characters, by field name."""
    signs = [*_signs(front), *char_unigrams(normalise(text))]
    return {
        field.name: pairs_of(signs) if field.channel == "bigrams" else signs[: field.first]
        for field in FIELDS[kind]
        if field.channel in CHARACTERS
    }


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
