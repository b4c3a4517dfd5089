"""The vectors of stored questions follow the store in a thread of their own; nobody waits for them.

What has no vector yet is found by the other channels. Only texts that no process has asked for before are
sent to the model, in batches, by one process at a time; what comes is kept on disk.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import structlog
from filelock import Timeout

from policies.content.model import PairState, QaPair
from policies.helpers.embedding import Embedder, Vectors
from policies.helpers.failing import HelperFailed
from policies.search.dense.matrix import Matrix, Stored
from policies.search.dense.shelf import Key, VectorShelf, key_of
from policies.search.index import Changes

BATCH = 16
# After a failure the model is left alone for so long; another process's work is looked at so often.
REST_S, GLANCE_S = 30.0, 1.0
# While many vectors are still to come, those that are there are put to use so often.
SHOWN_EVERY_S = 5.0

log = structlog.get_logger(__name__)


class PairSource(Protocol):
    """A store whose pairs are followed."""

    def store_id(self) -> str:
        """Return what tells this store from every other."""

    def revision(self) -> int:
        """Return the number of the last change."""

    def pairs(self) -> Iterator[QaPair]:
        """Give the published pairs."""

    def changes_since(self, revision: int) -> Changes:
        """Return what changed after a revision."""


class Keeper:
    """Holds the newest matrix.

    Attributes:
        matrix: the vectors at hand; replaced in one step.
        embedder: the model, None until it is loaded.
    """

    def __init__(self, load: Callable[[], Embedder], folder: Path, source: PairSource) -> None:
        """Follow the pairs of `source` from the first `follow` on.

        Args:
            load: loads the model; called in the keeper's thread.
            folder: where vectors are kept.
            source: the store.
        """
        self.matrix = Matrix(())
        self.embedder: Embedder | None = None
        self._load = load
        self._folder = folder
        self._source = source
        self._shelf: VectorShelf | None = None
        self._pairs: dict[str, QaPair] = {}
        self._vectors: dict[Key, Vectors] = {}
        self._revision = -1
        self._asked_for = -1
        self._news = threading.Condition()
        self._settled = self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def missing(self) -> int:
        """How many stored questions have no vector yet."""
        return len(self._missing())

    def follow(self, revision: int) -> None:
        """Let the thread know of a revision; returns at once."""
        if revision == self._asked_for:
            return
        with self._news:
            self._asked_for, self._settled = revision, False
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="vectors", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def settle(self, timeout_s: float) -> bool:
        """Wait until every stored question has its vector; return whether that came in time."""
        with self._news:
            return self._news.wait_for(lambda: self._settled, timeout_s)

    def close(self) -> None:
        """End the thread after the batch it is at."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(GLANCE_S)

    def _run(self) -> None:
        while not self._closed:
            wanted = self._asked_for
            rest = self._step()
            with self._news:
                self._settled = rest is None and wanted == self._asked_for
                self._news.notify_all()
                if wanted == self._asked_for and not self._closed:
                    self._news.wait(rest)

    def _step(self) -> float | None:
        """Catch up with the store; return after how many seconds to try again, None where all is done."""
        try:
            self._see_pairs()
            if self.embedder is None:
                self.embedder = self._load()
            self._read_kept(self.embedder.fingerprint)
            return None if self._ask_missing(self.embedder) else GLANCE_S
        except HelperFailed as error:
            log.warning("vectors_failed", reason=str(error), missing=self.missing)
        except Exception as error:
            log.warning("vectors_failed", reason=type(error).__name__, missing=self.missing)
        return REST_S

    def _see_pairs(self) -> None:
        revision = self._source.revision()
        if self._revision < 0:
            self._pairs = {pair.id: pair for pair in self._source.pairs()}
        elif revision != self._revision:
            changes = self._source.changes_since(self._revision)
            for pair in changes.pairs:
                self._pairs[pair.id] = pair
            for pair_id in [name for kind, name in changes.gone if kind == "pair"]:
                self._pairs.pop(pair_id, None)
        self._revision = revision

    def _read_kept(self, fingerprint: str) -> None:
        """Take what lies on disk, and use it."""
        try:
            self._shelf = self._shelf or VectorShelf(self._folder, fingerprint)
            if missing := set(self._missing()):
                self._vectors |= self._shelf.read(missing)
        except (OSError, sqlite3.Error) as error:
            log.warning("vectors_not_kept", reason=type(error).__name__)
        self._show()

    def _ask_missing(self, embedder: Embedder) -> bool:
        """Ask for what is missing; return whether it was asked, which another process may be doing already."""
        if self._shelf is None or not self._missing():
            self._ask(embedder)
            return True
        try:
            with self._shelf.lock().acquire(timeout=0):
                self._vectors |= self._shelf.read(set(self._missing()))
                self._ask(embedder)
        except Timeout:
            return False
        return True

    def _ask(self, embedder: Embedder) -> None:
        """Ask for what is missing, batch by batch."""
        shown, texts = time.monotonic(), list(self._missing().items())
        if not texts:
            return
        for start in range(0, len(texts), BATCH):
            if self._closed:
                return
            batch = texts[start : start + BATCH]
            rows = embedder.stored([text for _, text in batch])
            self._keep({key: row for (key, _), row in zip(batch, rows, strict=True)})
            if time.monotonic() - shown > SHOWN_EVERY_S:
                self._show()
                shown = time.monotonic()
        self._show()
        log.info("vectors_ready", questions=len(self.matrix), new=len(texts))

    def _keep(self, vectors: dict[Key, Vectors]) -> None:
        known = next(iter(self._vectors.values()), None)
        if known is not None and any(vector.shape != known.shape for vector in vectors.values()):
            raise HelperFailed("wrong dimension")
        self._vectors |= vectors
        if self._shelf is not None:
            self._shelf.write(vectors)

    def _missing(self) -> dict[Key, str]:
        texts = (text for pair in self._pairs.values() for text in asked_by(pair))
        return {key: text for text in texts if (key := key_of(text)) not in self._vectors}

    def _show(self) -> None:
        self.matrix = Matrix(
            Stored(f"pair/{pair.id}", text, pair.region or "", vector)
            for pair in self._pairs.values()
            for text in asked_by(pair)
            if (vector := self._vectors.get(key_of(text))) is not None
        )


def asked_by(pair: QaPair) -> tuple[str, ...]:
    """Return the questions of a pair that are searched; none of one that is not published."""
    if pair.state is not PairState.PUBLISHED:
        return ()
    return tuple(dict.fromkeys((pair.question, *pair.similar)))
