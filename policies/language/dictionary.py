"""The dictionary of one moment: its terms, its lexicon and its words. It never changes; an edit makes another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from policies.language.normalise import normalise
from policies.language.segment import Segmenter, word_frequencies
from policies.language.synonyms import Concept, Lexicon
from policies.language.term import Term, merged, read_terms


@dataclass(frozen=True, slots=True)
class Trial:
    """How a text is read.

    Attributes:
        text: the text, normalised.
        words: its words in order.
        concepts: the terms found, each with the way that led to it, in order.
        added: the official words that a search adds to the text.
    """

    text: str
    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    added: tuple[str, ...]


@cache
def _of_files(folder: Path) -> tuple[Term, ...]:
    return read_terms(folder)


class Dictionary:
    """Terms of the files and of a store together.

    Attributes:
        folder: where the files lie.
        of_files: the terms of the files.
        of_store: those of the store, the retired ones too.
        terms: the terms in effect, those of the store first.
        words: what segmentation adds to jieba's own words, with frequencies.
    """

    def __init__(self, dictionary_dir: Path, of_store: Iterable[Term] = ()) -> None:
        """Read the files (once in a process) and put the terms of a store over them.

        Raises:
            BadRow: a line of the files is not a concept.
        """
        self.folder = dictionary_dir.resolve()
        self.of_files = _of_files(self.folder)
        self.of_store = tuple(of_store)
        self.terms = merged(self.of_files, self.of_store)
        retired = {normalise(term.concept) for term in self.of_store if term.is_retired}
        words = word_frequencies(self.folder, self.terms)
        self.words = {word: frequency for word, frequency in words.items() if word not in retired}

    @cached_property
    def segmenter(self) -> Segmenter:
        """What cuts texts with these words (a third of a second to make)."""
        return Segmenter(self.folder, self.words if self.of_store else None)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What finds official words by these terms."""
        return Lexicon.of(self.terms, self.segmenter)

    def with_terms(self, terms: Iterable[Term]) -> Dictionary:
        """Return the dictionary that this one would be with more, or other, terms of the store."""
        newer = {normalise(term.concept): term for term in terms}
        others = (each for each in self.of_store if normalise(each.concept) not in newer)
        return Dictionary(self.folder, (*newer.values(), *others))

    def without_term(self, concept: str) -> Dictionary:
        """Return the dictionary that this one would be without one term of the store."""
        name = normalise(concept)
        return Dictionary(self.folder, (each for each in self.of_store if normalise(each.concept) != name))

    def other_words(self, other: Dictionary) -> frozenset[str]:
        """Return the words that only one of two dictionaries knows."""
        return frozenset(self.words.keys() ^ other.words.keys())

    def trial(self, text: str) -> Trial:
        """Show how a text is cut and which official words stand behind it."""
        clean = normalise(text)
        return Trial(
            clean,
            tuple(self.segmenter.words(clean)),
            tuple(self.lexicon.official(clean)),
            tuple(self.lexicon.expand(clean)),
        )


def forget() -> None:
    """Let the next dictionary read its files again."""
    _of_files.cache_clear()
    Segmenter.forget()
