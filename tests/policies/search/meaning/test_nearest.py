from __future__ import annotations

import numpy as np

from policies.search.meaning.nearest import Kept, Meanings, Nearest


def lying(entry: str, *values: float) -> Kept:
    return entry, np.array(values, np.float16)


def said(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_the_nearest_come_first_and_what_turns_away_does_not_come() -> None:
    pairs = Nearest(
        [lying("pair/a", 0, 1), lying("pair/b", 1, 0), lying("pair/c", -1, 0), lying("pair/d", 0.6, 0.8)]
    )
    assert pairs.nearest(said(1, 0), 2) == ["pair/b", "pair/d"]
    assert pairs.nearest(said(1, 0), 10) == ["pair/b", "pair/d"]


def test_how_near_is_told_of_any_entry() -> None:
    pairs = Nearest([lying("pair/a", 0, 1), lying("pair/c", -1, 0), lying("pair/lies nowhere")])
    near = pairs.of(["pair/c", "pair/a", "pair/unknown", "pair/lies nowhere"], said(0, 1))
    assert near == [0.0, 1.0, 0.0, 0.0]
    assert pairs.of([], said(0, 1)) == []


def test_what_means_nothing_known_is_near_to_nothing() -> None:
    pairs = Nearest([lying("pair/a", 0, 1)])
    assert pairs.nearest(said(0, 0), 3) == []
    assert pairs.of(["pair/a"], said(0, 0)) == [0.0]
    assert Nearest([]).nearest(said(1, 0), 3) == []


def test_only_what_is_new_is_read_and_what_is_gone_is_forgotten() -> None:
    read: list[object] = []

    def reading(address: object) -> Kept:
        read.append(address)
        return lying(f"pair/{address}", 1, 0)

    meanings = Meanings()
    meanings.of([(1, "a"), (2, "b")], reading)
    assert [entry for entry, _ in meanings.of([(2, "b"), (3, "c")], reading)] == ["pair/b", "pair/c"]
    meanings.of([(1, "a")], reading)
    assert read == ["a", "b", "c", "a"]
