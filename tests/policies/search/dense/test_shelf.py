from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from policies.search.dense.shelf import VectorShelf, key_of


def row(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_vectors_outlast_the_process_and_belong_to_their_fingerprint(tmp_path: Path) -> None:
    VectorShelf(tmp_path, "one").write({key_of("社保卡"): row(1, 2)})
    again = VectorShelf(tmp_path, "one").read([key_of("社保卡"), key_of("医保")])
    assert list(again) == [key_of("社保卡")]
    assert again[key_of("社保卡")].tolist() == [1, 2]
    assert VectorShelf(tmp_path, "other").read([key_of("社保卡")]) == {}


def test_two_processes_may_write_at_the_same_time(tmp_path: Path) -> None:
    one, other = VectorShelf(tmp_path, "m"), VectorShelf(tmp_path, "m")
    one.write({key_of("甲"): row(1)})
    other.write({key_of("乙"): row(2), key_of("甲"): row(1)})
    assert len(one.read([key_of("甲"), key_of("乙")])) == 2


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "vectors-m.sqlite").write_bytes(b"not a database, but long enough to look at" * 40)
    with pytest.raises(sqlite3.Error):
        VectorShelf(tmp_path, "m")
