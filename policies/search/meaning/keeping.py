"""The space on disk: learned once from the texts of now, half a minute, then read in a moment."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import structlog
from filelock import FileLock, Timeout

from policies.search.meaning.learning import learn
from policies.search.meaning.sources import fingerprint
from policies.search.meaning.space import Space

WAIT_S = 120.0

log = structlog.get_logger(__name__)
_guard = threading.Lock()
_known: dict[str, Space] = {}


def space_kept_in(folders: Sequence[Path]) -> Space:
    """Return the space of the texts of now, read from one of some folders; where it lies in none, it is learned.

    What is learned is kept in the first folder that can be written to; where none can, it is learned at every start.
    """
    current = fingerprint()
    with _guard:
        if current not in _known:
            _known[current] = _read(current, folders) or _learned(current, folders)
        return _known[current]


def _read(current: str, folders: Sequence[Path]) -> Space | None:
    for folder in folders:
        try:
            with np.load(_file(folder, current)) as kept:
                tokens = str(kept["tokens"]).split("\n")
                places = {token: place for place, token in enumerate(tokens)}
                return Space(places, kept["weights"], kept["vectors"], current)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError) as error:
            log.warning("meaning_unreadable", folder=str(folder), reason=type(error).__name__)
    return None


def _learned(current: str, folders: Sequence[Path]) -> Space:
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                continue
            with FileLock(folder / "learning.lock").acquire(timeout=WAIT_S):
                return _read(current, [folder]) or _kept(_learn(current), folder)
        except (OSError, Timeout) as error:
            log.warning("meaning_not_kept", folder=str(folder), reason=type(error).__name__)
    return _learn(current)


def _learn(current: str) -> Space:
    begun = time.monotonic()
    space = learn(current)
    log.info("meaning_learned", tokens=len(space.places), seconds=round(time.monotonic() - begun, 1))
    return space


def _kept(space: Space, folder: Path) -> Space:
    """Put a space in its place in one step; older ones leave."""
    draft = folder / f"{uuid.uuid4().hex}.tmp"
    with draft.open("wb") as stream:
        np.savez(
            stream, tokens=np.array("\n".join(space.places)), weights=space.weights, vectors=space.vectors
        )
    draft.replace(_file(folder, space.fingerprint))
    for old in folder.glob("*.npz"):
        if old != _file(folder, space.fingerprint):
            old.unlink(missing_ok=True)
    return space


def _file(folder: Path, current: str) -> Path:
    return folder / f"{current}.npz"
