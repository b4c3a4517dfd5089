"""Vectors on disk beside the index: one small SQLite file for each fingerprint, text by text."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from filelock import BaseFileLock, FileLock

from policies.helpers.embedding import Vectors

WAIT_S = 10.0

Key = bytes


def key_of(text: str) -> Key:
    """Return what a stored text is found by."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


class VectorShelf:
    """Keeps vectors from one start to the next; several processes share it."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """Keep the vectors of a fingerprint in a folder.

        Raises:
            OSError, sqlite3.Error: nothing can be kept there.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"vectors-{fingerprint}.sqlite"
        self._folder = folder
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
            )

    def lock(self) -> BaseFileLock:
        """Return the lock of the one process that asks the model for vectors."""
        return FileLock(self._folder / "vectors.lock")

    def read(self, keys: Iterable[Key]) -> dict[Key, Vectors]:
        """Return the vectors that are here."""
        wanted = set(keys)
        with self._open() as connection:
            rows = connection.execute("SELECT key, value FROM vector")
            return {key: np.frombuffer(value, dtype=np.float32) for key, value in rows if key in wanted}

    def write(self, vectors: Mapping[Key, Vectors]) -> None:
        """Keep vectors."""
        rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
        with self._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=WAIT_S)) as connection, connection:
            yield connection
