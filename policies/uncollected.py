"""Keeping garbage collection away from what is open for long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def out_of_collections() -> Iterator[None]:
    """Keep garbage collection from walking what is open already, a dictionary above all."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
