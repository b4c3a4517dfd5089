from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.language.normalise import normalise
from policies.language.paraphrases import paraphrases


def test_every_matter_stands_once_and_is_asked_in_eight_ways_or_ten() -> None:
    groups = list(paraphrases())
    assert len(groups) >= 3_500
    assert [
        group.official for group in groups if len(set(group.ways)) not in (8, 10) or not group.terms
    ] == []
    assert len({normalise(group.official) for group in groups}) == len(groups)


def test_a_broken_line_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "field.jsonl").write_text('{"official": "甲"', encoding="utf-8")
    with pytest.raises(ValueError, match=r"field\.jsonl"):
        list(paraphrases(tmp_path))


def test_a_group_with_other_parts_is_refused(tmp_path: Path) -> None:
    row = {"official": "甲", "terms": "乙", "ways": ["丙"], "answer": "丁"}
    (tmp_path / "field.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(TypeError):
        list(paraphrases(tmp_path))
