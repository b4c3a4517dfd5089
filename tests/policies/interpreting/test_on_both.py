"""What is asked of the database, on every kind of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from policies.content.conversations import ConversationLog
from policies.content.documents.wanted import Owner
from policies.content.model import InterpretationKind, PairCitation, PairState, QaPair
from policies.content.store import Store
from policies.interpreting.board import Wanted, board
from policies.interpreting.correcting import Correction, correct, seen
from policies.interpreting.listing import Sought, interpretations
from policies.interpreting.touching import How, touches
from tests.policies.interpreting.samples import CIVIL, MADE, TODAY, policy, text


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    with opened.writing() as write:
        for identifier in ("p-a", "p-b", "p-c"):
            write.policy(policy(identifier))
        write.interpretation(text("i-b", ("p-b",)))
        write.interpretation(text("i-none", (), None))
        cited = (PairCitation("p-c", "第二条"),)
        write.pair(QaPair("补贴多少", "一百元。", id="q-c", citations=cited, state=PairState.PUBLISHED))
    yield opened
    opened.close()


def test_what_was_asked_is_put_to_the_documents_that_it_touched(store: Store) -> None:
    log = ConversationLog(store.engine)
    empty: dict[str, Any] = {"outcome": "answered", "confidence": 0.9, "citations": [], "choices": []}
    shown = {"kind": "policy", "source_id": "p-a", "clause": "第二条"}
    explained = {"kind": "interpretation", "source_id": "i-b", "clause": "补多少"}
    button = {"kind": "question", "label": "补贴多少", "qa_id": "q-c"}
    for question, more in (
        ("引用了文件", {"citations": [shown, explained]}),
        ("给了按钮", {"outcome": "clarify", "choices": [button]}),
        ("没有来源", {}),
    ):
        log.record(log.start("web", "示范市"), None, question, {**empty, **more})
    now = datetime.now(UTC) + timedelta(minutes=1)
    with store.engine.connect() as connection:
        found = list(touches(connection, now - timedelta(days=1), now, lambda _: None))
    assert {(each.text, each.policy_id, each.clause, each.how) for each in found} == {
        ("引用了文件", "p-a", "第二条", How.ANSWERED),
        ("引用了文件", "p-b", None, How.ANSWERED),
        ("给了按钮", "p-c", "第二条", How.UNSURE),
    }


def test_board_list_and_corrections_are_the_same_on_every_database(store: Store) -> None:
    assert [each.id for each in board(store, TODAY, Wanted(owner=Owner(CIVIL))).rows] == ["p-a", "p-c", "p-b"]
    found = interpretations(store, Sought(owner=Owner(CIVIL)), 0, 50)
    assert [each.id for each in found.rows] == ["i-b", "i-none"]
    wanted = Correction(("p-a",), InterpretationKind.QA, MADE, "核对过")
    correct(store, "i-none", wanted, "李编辑", seen(store, "i-none"))
    assert [each.id for each in interpretations(store, Sought(linked=False), 0, 50).rows] == []
    assert store.interpretation("i-none").link_reason == "核对过"
