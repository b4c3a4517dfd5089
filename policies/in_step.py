"""Something that follows many changes in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from policies.uncollected import out_of_collections


@contextmanager
def in_step(follow: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Give a function to be called after each change, while the next one is made; it waits for the step before.

    Args:
        follow: brings what follows up to date; at the end of the block it has seen everything.
    """
    steps: list[Future[None]] = []
    with ThreadPoolExecutor(1) as thread, out_of_collections():

        def changed() -> None:
            if steps:
                steps.pop().result()
            steps.append(thread.submit(follow))

        yield changed
        if steps:
            steps.pop().result()
    follow()
