from __future__ import annotations

import numpy as np
import pytest

from policies.search.dense.matrix import Matrix, Stored
from policies.search.index import Scope

EVERYWHERE = Scope()


def stored(entry: str, text: str, *vector: float, region: str = "") -> Stored:
    row = np.array(vector, dtype=np.float32)
    return Stored(f"pair/{entry}", text, region, row / np.linalg.norm(row))


def near(matrix: Matrix, *vector: float, scope: Scope = EVERYWHERE) -> dict[str, float]:
    return matrix.near(np.array([vector], dtype=np.float32), scope)


ROWS = (
    stored("a", "甲", 1, 0, 0),
    stored("a", "甲二", 0, 1, 0),
    stored("b", "乙", 0, 0.1, 1, region="示范市云川区"),
    stored("c", "丙", 0.1, 0, 1),
    stored("d", "丁", 0, 0, 1),
)


def test_an_entry_is_as_near_as_its_nearest_question() -> None:
    one, other = near(Matrix(ROWS), 1, 0, 0), near(Matrix(ROWS), 0, 1, 0)
    assert max(one, key=one.__getitem__) == max(other, key=other.__getitem__) == "pair/a"
    assert one["pair/a"] > 0 == one["pair/d"]


def test_nearness_is_measured_against_the_librarys_other_entries() -> None:
    """A model whose cosines all lie close together says the same as one whose cosines lie far apart."""
    far, close = near(Matrix(ROWS), 1, 0, 0), near(Matrix([*_raised(ROWS)]), 1, 0, 0, 3)
    assert far.keys() == close.keys()
    assert all(abs(far[entry] - close[entry]) < 0.05 for entry in far)


def _raised(rows: tuple[Stored, ...]) -> list[Stored]:
    """The same vectors with a large part in common."""
    return [
        Stored(each.entry, each.text, each.region, _unit(np.append(each.vector, np.float32(3.0))))
        for each in rows
    ]


def _unit(row: np.ndarray) -> np.ndarray:
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


@pytest.mark.parametrize(
    ("scope", "gone"),
    [
        (Scope(leave_out=frozenset({"pair/a"})), "pair/a"),
        (Scope(only=frozenset({"pair/c"})), "pair/a"),
        (Scope(regions=frozenset({"示范市临港区"})), "pair/b"),
    ],
)
def test_what_may_not_be_found_is_not(scope: Scope, gone: str) -> None:
    found = near(Matrix(ROWS), 1, 0, 0, scope=scope)
    assert gone not in found
    assert "pair/c" in found


def test_a_region_of_ones_own_and_none_may_answer() -> None:
    found = near(Matrix(ROWS), 0, 0, 1, scope=Scope(regions=frozenset({"示范市云川区"})))
    assert {"pair/a", "pair/b"} <= found.keys()


def test_a_hidden_question_makes_its_entry_as_near_as_the_others_of_it() -> None:
    hidden = near(Matrix(ROWS), 1, 0, 0, scope=Scope(leave_out_texts=frozenset({"甲"})))
    assert hidden["pair/a"] < near(Matrix(ROWS), 1, 0, 0)["pair/a"]


def test_a_vector_of_another_length_does_not_fit() -> None:
    assert Matrix(ROWS).fits(np.ones((1, 3), dtype=np.float32))
    assert not Matrix(ROWS).fits(np.ones((1, 2), dtype=np.float32))
    assert not Matrix(()).fits(np.ones((1, 2), dtype=np.float32))


def test_nothing_is_near_where_there_is_nothing_to_tell_apart() -> None:
    assert near(Matrix(()), 1, 0) == {}
    assert near(Matrix([stored("a", "甲", 1, 0)]), 1, 0) == {}
