"""Which other websites may call, as sites change."""

from __future__ import annotations

from api.security.origins import KnownOrigins

HOME = "https://www.example.gov.cn"


class World:
    """A clock, and the origins that a store would tell."""

    def __init__(self) -> None:
        self.now = 100.0
        self.origins: set[str] = set()
        self.reads = 0

    def read(self) -> set[str]:
        self.reads += 1
        return self.origins


def test_one_that_was_just_allowed_may_call_at_once_and_one_taken_away_within_a_second_not() -> None:
    world = World()
    known = KnownOrigins(world.read, lambda: world.now)
    assert HOME not in known
    world.origins = {HOME}
    world.now += 0.1
    assert HOME in known
    world.origins = set()
    world.now += 0.5
    assert HOME in known
    world.now += 0.6
    assert HOME not in known


def test_many_requests_of_strangers_read_the_store_seldom() -> None:
    world = World()
    known = KnownOrigins(world.read, lambda: world.now)
    for _ in range(1000):
        world.now += 0.001
        assert HOME not in known
    assert world.reads <= 21
