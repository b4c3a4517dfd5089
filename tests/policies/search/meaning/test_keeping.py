from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from policies.demo.load import demo_pair_rows
from policies.search.meaning import keeping, sources
from policies.search.meaning.space import NOTHING, Space, learned
from tests.policies.search.meaning.test_space import TEXTS


@pytest.fixture
def learning(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Learns from few texts; tells how often."""
    times: list[str] = []

    def learn(current: str) -> Space:
        times.append(current)
        return learned(TEXTS, current, dimensions=2)

    monkeypatch.setattr(keeping, "fingerprint", lambda: "now")
    monkeypatch.setattr(keeping, "_learn", learn)
    monkeypatch.setattr(keeping, "_known", {})
    return times


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_known", {})


def test_what_was_learned_is_read_by_the_next_process(
    tmp_path: Path, learning: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keeping.space_kept_in([tmp_path])
    another_process(monkeypatch)
    second = keeping.space_kept_in([tmp_path / "elsewhere", tmp_path])
    assert learning == ["now"]
    assert second.places == first.places
    assert np.array_equal(second.vectors, first.vectors)
    assert second.fingerprint == "now"


def test_other_texts_are_learned_anew_and_the_old_ones_leave(
    tmp_path: Path, learning: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.space_kept_in([tmp_path])
    monkeypatch.setattr(keeping, "fingerprint", lambda: "later")
    keeping.space_kept_in([tmp_path])
    assert learning == ["now", "later"]
    assert [path.stem for path in tmp_path.glob("*.npz")] == ["later"]


def test_a_broken_file_is_learned_anew(
    tmp_path: Path, learning: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "now.npz").write_bytes(b"no space")
    assert keeping.space_kept_in([tmp_path]) is not NOTHING
    another_process(monkeypatch)
    keeping.space_kept_in([tmp_path])
    assert learning == ["now"]


def test_where_nothing_can_be_written_it_is_learned_and_kept_in_mind(
    tmp_path: Path, learning: list[str]
) -> None:
    (tmp_path / "file").touch()
    for _ in range(2):
        assert keeping.space_kept_in([tmp_path / "file" / "below"]).dimensions == 2
    assert learning == ["now"]


def test_the_fingerprint_changes_with_the_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered = sources.fingerprint()
    monkeypatch.setattr(sources, "PARAPHRASES", tmp_path)
    empty = sources.fingerprint()
    (tmp_path / "field.jsonl").write_text("{}", encoding="utf-8")
    one = sources.fingerprint()
    (tmp_path / "field.jsonl").write_text("{ }", encoding="utf-8")
    assert len({delivered, empty, one, sources.fingerprint()}) == 4


def test_the_fingerprint_changes_with_the_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered = sources.fingerprint()
    monkeypatch.setattr(sources, "CONCEPTS", tmp_path)
    assert sources.fingerprint() != delivered


def test_no_library_takes_part() -> None:
    asked = {matter.official for matter in sources.matters()}
    assert len(asked) >= 5_000
    assert not asked & {pair["question"] for pair in demo_pair_rows()}


def test_every_concept_of_the_dictionary_is_a_name() -> None:
    names = {matter.official: matter.ways for matter in sources.names()}
    assert len(names) >= 3000
    assert "办个体执照" in names["个体工商户设立登记"]


def test_a_matter_says_everything_that_is_said_of_it() -> None:
    matter = sources.Matter("甲", "乙", ("丙", "丁"))
    assert matter.text == "甲\n甲\n丙\n丁\n乙"


def test_the_space_was_taught_every_delivered_name_and_no_other() -> None:
    assert {"个体工商户设立登记", "办个体执照"} <= sources.taught()
    assert "银龄红包" not in sources.taught()
