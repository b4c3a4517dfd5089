"""Which keys and sessions have opened something lately.

Anybody can invent a key, and another one for each request. A key counts for itself only once it has opened something;
until then it is its sender's address that counts.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

MOST = 10_000


class Proven:
    """Digests of what has opened something in this process, the latest ones; used from any thread."""

    def __init__(self, most: int = MOST) -> None:
        """Remember at most so many."""
        self._most = most
        self._digests: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, digest: str | None) -> bool:
        with self._lock:
            return digest in self._digests

    def add(self, digest: str | None) -> None:
        """Note that a digest opened something; None is nothing to note."""
        if digest is None:
            return
        with self._lock:
            self._digests[digest] = None
            self._digests.move_to_end(digest)
            if len(self._digests) > self._most:
                self._digests.popitem(last=False)

    def discard(self, digest: str | None) -> None:
        """Note that a digest opens nothing, or nothing any more."""
        with self._lock:
            self._digests.pop(digest or "", None)
