from __future__ import annotations

from pathlib import Path

import pytest

from policies.errors import UnreadableFile
from policies.evaluation.questions import read_questions


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"query": "好", "positive_ids": []}\n{"query": 3}\n', encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_questions(path)
    assert (caught.value.reason, caught.value.facts) == ("not_a_question", {"line": 2})
