from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policies.answering.inquiry import Outcome
from policies.evaluation.metrics import measure
from tests.policies.evaluation.conftest import asked
from tests.questions import pictures


def figures() -> dict[str, Any]:
    ours = measure(
        [
            asked(1, Outcome.ANSWERED, right=True, confidence=0.9),
            asked(2, Outcome.CLARIFY, confidence=0.4),
            asked(None, Outcome.ANSWERED, confidence=0.8, answerable=False),
        ]
    )
    peers = {"bm25s, jieba words": {"answerable": 2, "accuracy_at_1": 0.5}}
    return {"sets": {"city": {"title": "city", "ours": ours, "peers": peers}}, "routing": {}}


def test_the_same_figures_draw_the_same_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    drawn = []
    for _ in range(2):
        pictures.draw(figures()["sets"])
        drawn.append([(tmp_path / name).read_text() for name in ("reliability.svg", "risk-coverage.svg")])
    assert drawn[0] == drawn[1]
    assert "<svg" in drawn[0][0]


def test_the_table_names_the_peer_and_our_path() -> None:
    text = pictures.page(figures())
    assert "| city | bm25s, jieba words | 2 | 50.0 |" in text
    assert "| **一号答** | 2 | 50.0 |" in text


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = f"before\n{pictures.BEGIN}\nold\n{pictures.END}\nafter\n"
    changed = pictures.put_into(page, "new")
    assert changed == f"before\n{pictures.BEGIN}\n\nnew\n\n{pictures.END}\nafter\n"
    assert pictures.put_into(changed, "new") == changed


def test_the_page_has_its_marks() -> None:
    pictures.put_into(pictures.PAGE.read_text(encoding="utf-8"), json.dumps({}))
