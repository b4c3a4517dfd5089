"""The embedded index: candidates from tantivy, scores from our BM25, on disk beside its revision."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import structlog
from filelock import Timeout

from policies.content.model import QaPair
from policies.language.plain_words import PlainWords
from policies.language.segment import Segmenter
from policies.search.changed import changed_documents, changed_entries, changed_rows
from policies.search.drafted import DraftedIndex
from policies.search.engine import Engine
from policies.search.home import LAYOUT, Current, Home
from policies.search.index import Changes, PairHit, PassageHit, Scope, Source
from policies.search.meaning.space import NOTHING, Space
from policies.search.rows import pair_rows
from policies.search.said import as_said
from policies.search.scorer import Search
from policies.search.speech import spoken
from policies.search.terms import OfficialWords, QueryTerms, Terms, Words, dictionary_fingerprint

WAIT_FOR_WRITER_S = 10.0
# So many rows are read ahead: a city's pairs with their similar questions, a second's work.
WARMED = 20_000
# How often a waiting process looks: its wait is part of the second in which a change must hold everywhere.
LOOK_FOR_WRITER_S = 0.01
CUT_LATELY = 32

log = structlog.get_logger(__name__)


class EmbeddedIndex:
    """A `SearchIndex` in a folder that several processes share.

    Whichever process first notices a newer store revision takes the lock, applies the difference and
    commits; the others load what it wrote. A process that cannot write reads, and where there is
    nothing to read it keeps an index of its own in memory.
    """

    def __init__(self, folder: Path, terms: Terms) -> None:
        """Open what lies in the folder, if it can be used; `follow` does the rest."""
        self._home = Home(folder)
        self._terms = terms
        # Several stages cut the same text. A dictionary changes with a revision only.
        self._cut = lru_cache(maxsize=CUT_LATELY)(lambda text, _revision: terms.query(text))
        self._format = f"{LAYOUT}-{terms.fingerprint}"
        self._guard = threading.RLock()
        self._engine = Engine(None)
        self._snapshot = self._engine.snapshot()
        self._seen: Current | None = None
        self._revision = 0
        self._store = ""
        self._load()

    @property
    def revision(self) -> int:
        """The store revision that a search sees."""
        return self._revision

    def terms(self, text: str) -> QueryTerms:
        """Cut a normalised question into what is searched."""
        return self._cut(text, self._revision)

    def pairs(self, query: QueryTerms, scope: Scope, limit: int = 30) -> list[PairHit]:
        """Return distinct pairs, best first."""
        return Search(self._snapshot, query, scope).pairs(limit)

    def named(self, query: QueryTerms, scope: Scope, entries: list[str]) -> list[PairHit]:
        """Return the hits of named pairs that the scope lets be found, whatever they say."""
        return Search(self._snapshot, query, scope).named(entries) if entries else []

    def saying(self, text: str, query: QueryTerms, scope: Scope) -> list[PairHit]:
        """Return the pairs that have a text as a stored question word for word, scored by `query`."""
        return Search(self._snapshot, query, scope).saying(as_said(text))

    def passages(self, query: QueryTerms, scope: Scope, limit: int = 10) -> list[PassageHit]:
        """Return passages, best first."""
        return Search(self._snapshot, query, scope).passages(limit)

    def follow(self, source: Source) -> None:
        """Bring the index to the store's revision; cheap where nothing changed."""
        if self._is_at(source):
            return
        with self._guard:
            self._load()
            if not self._is_at(source):
                self._catch_up(source)

    def warm(self) -> None:
        """Read rows ahead, so that the first questions do not wait for them."""
        self._snapshot.warm(WARMED)

    def rebuild(self, source: Source) -> None:
        """Make the whole index anew from the store."""
        with self._guard, self._home.lock().acquire(WAIT_FOR_WRITER_S, LOOK_FOR_WRITER_S):
            self._build(source)

    @contextmanager
    def drafted(self, pairs: Sequence[QaPair]) -> Iterator[DraftedIndex]:
        """Give the index as it would be if some pairs were as they are given; this one stays as it is.

        Raises:
            OSError: there is no room for a copy.
            ValueError: there is nothing on disk to copy.
        """
        with tempfile.TemporaryDirectory(prefix="yihaoda-drafted-") as folder:
            with self._guard, self._home.lock().acquire(WAIT_FOR_WRITER_S, LOOK_FOR_WRITER_S):
                self._engine.settle()
                current = self._home.current()
                if current is None or current.format != self._format:
                    raise ValueError("no index to copy")
                copy = shutil.copytree(self._home.path(current.generation), Path(folder) / "copy")
            engine = Engine(copy)
            engine.write(
                [f"pair/{pair.id}" for pair in pairs],
                (row for pair in pairs for row in pair_rows(pair)),
                self._terms,
            )
            engine.settle()
            yield DraftedIndex(engine.snapshot(), self._terms, self._revision)

    def on_trial(self, folder: Path, words: Words, lexicon: OfficialWords, source: Source) -> EmbeddedIndex:
        """Return an index in an empty folder that holds what this one holds and cuts questions by another dictionary.

        What is stored keeps the words that it was cut into, until `cut_anew`.
        """
        try:
            with self._home.lock().acquire(WAIT_FOR_WRITER_S, LOOK_FOR_WRITER_S):
                self._home.copied_to(Home(folder))
        except (Timeout, OSError):  # it is made from the store
            log.warning("index_not_copied", revision=self._revision)
            shutil.rmtree(folder, ignore_errors=True)
        trial = EmbeddedIndex(folder, self._terms.over(words, lexicon))
        trial.follow(source)
        return trial

    def cut_anew(self, pairs: Iterable[QaPair]) -> None:
        """Cut the questions of some published pairs with the words of now."""
        every = tuple(pairs)
        with self._guard:
            entries = [f"pair/{pair.id}" for pair in every]
            self._engine.write(entries, (row for pair in every for row in pair_rows(pair)), self._terms)
            self._engine.settle()
            self._snapshot = self._engine.snapshot()

    def _is_at(self, source: Source) -> bool:
        return source.revision() == self._revision and source.store_id() == self._store

    def _catch_up(self, source: Source) -> None:
        try:
            with self._home.lock().acquire(WAIT_FOR_WRITER_S, LOOK_FOR_WRITER_S):
                self._load()
                self._apply_or_build(source)
        except Timeout:
            log.warning("index_writer_busy", revision=self._revision)
        except OSError:
            self._in_memory(source)

    def _apply_or_build(self, source: Source) -> None:
        if self._is_at(source):
            return
        foreign = source.store_id() != self._store
        if self._seen is None or foreign or source.revision() < self._revision:
            self._build(source)
            return
        try:
            self._apply(source.changes_since(self._revision))
        except ValueError:
            log.warning("index_rebuilt", reason="writing failed", revision=self._revision)
            self._build(source)

    def _apply(self, changes: Changes) -> None:
        assert self._seen is not None  # noqa: S101 - `_apply_or_build` builds where nothing is open
        self._engine.write(
            [*changed_entries(changes)], changed_rows(changes), self._terms, changed_documents(changes)
        )
        self._use(self._engine, replace(self._seen, revision=changes.revision))
        self._engine.settle()  # other processes read meanwhile

    def _build(self, source: Source) -> None:
        generation = self._home.new_generation()
        engine = Engine(self._home.path(generation))
        changes = source.changes_since(0)
        engine.write((), changed_rows(changes), self._terms, changed_documents(changes))
        engine.settle()
        self._use(engine, Current(self._format, generation, changes.revision, source.store_id()))
        self._home.tidy(keep=generation)
        log.info("index_built", revision=changes.revision)

    def _use(self, engine: Engine, current: Current) -> None:
        self._home.name(current)
        self._engine, self._snapshot = engine, engine.snapshot()
        self._seen, self._revision, self._store = current, current.revision, current.store

    def _load(self) -> None:
        """See what another process wrote."""
        current = self._home.current()
        if current is None or current.format != self._format:
            self._seen = None
            return
        if current == self._seen:
            return
        try:
            same = self._seen is not None and self._seen.generation == current.generation
            engine = self._engine if same else Engine(self._home.path(current.generation))
            self._engine, self._snapshot = engine, engine.snapshot()
            self._seen, self._revision, self._store = current, current.revision, current.store
        except (ValueError, OSError) as error:
            log.warning("index_unusable", reason=type(error).__name__)
            self._seen = None

    def _in_memory(self, source: Source) -> None:
        changes = source.changes_since(0)
        engine = Engine(None)
        engine.write((), changed_rows(changes), self._terms, changed_documents(changes))
        engine.settle()
        self._engine, self._snapshot = engine, engine.snapshot()
        self._revision, self._store = changes.revision, source.store_id()
        log.warning("index_in_memory", revision=changes.revision)


def open_index(
    folder: Path,
    dictionary_dir: Path,
    lexicon: OfficialWords,
    words: Words | None = None,
    space: Space = NOTHING,
) -> EmbeddedIndex:
    """Return the index in `folder`, cutting text with `words`, or with those of the dictionary's files."""
    words, fingerprint = words or Segmenter(dictionary_dir), dictionary_fingerprint(dictionary_dir)
    plain_words = PlainWords.load(dictionary_dir)
    return EmbeddedIndex(folder, Terms(words, lexicon, fingerprint, plain_words, spoken(), space))
