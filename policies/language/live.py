"""The dictionary that follows a store: whoever holds it always asks the newest terms."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from policies.language.dictionary import Dictionary, Trial
from policies.language.synonyms import Concept
from policies.language.term import Term


class TermSource(Protocol):
    """A store that keeps terms."""

    def revision(self) -> int:
        """Return the number of the last change of content."""

    def terms_revision(self) -> int:
        """Return the revision of the newest term; 0 where there is none."""

    def terms(self) -> Iterable[Term]:
        """Return every term of the store, the retired ones too."""


class LiveDictionary:
    """Words and official words by the newest terms.

    A change of terms makes a new `Dictionary` beside the one in use and then puts it in its place in one
    step; a question that is being read keeps the one it began with.
    """

    def __init__(self, dictionary_dir: Path) -> None:
        """Begin with the files alone."""
        self._folder = dictionary_dir
        self._now = Dictionary(dictionary_dir)
        self._seen: tuple[int, int] = (0, 0)
        self._guard = threading.Lock()

    @property
    def now(self) -> Dictionary:
        """The dictionary in use."""
        return self._now

    def follow(self, source: TermSource) -> int:
        """Use the terms of the store; cheap where nothing changed. Returns the store's revision."""
        revision = source.revision()
        if revision != self._seen[0]:
            with self._guard:
                if revision != self._seen[0]:
                    self._renew(source, revision)
        return revision

    def _renew(self, source: TermSource, revision: int) -> None:
        newest = source.terms_revision()
        if newest != self._seen[1]:
            fresh = Dictionary(self._folder, source.terms())
            assert fresh.lexicon  # noqa: S101 - made before it is in use, so that no question waits for it
            self._now = fresh
        self._seen = (revision, newest)

    def words(self, text: str) -> list[str]:
        """Return the words of a normalised text in order."""
        return self._now.segmenter.words(text)

    def official(self, text: str) -> list[Concept]:
        """Return the concepts that stand in a normalised text (see `Lexicon.official`)."""
        return self._now.lexicon.official(text)

    def expand(self, text: str) -> list[str]:
        """Return the official words that a normalised text does not say itself (see `Lexicon.expand`)."""
        return self._now.lexicon.expand(text)

    def trial(self, text: str) -> Trial:
        """Show how a text is read now."""
        return self._now.trial(text)
