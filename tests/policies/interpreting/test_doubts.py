"""What people doubt about a document: found, put together, written about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.conversations import ConversationLog
from policies.content.documents.wanted import Owner
from policies.content.filed import Filed, Origin
from policies.content.interpretation_filing import file_as_interpretations
from policies.content.model import Disclosure, InterpretationKind, PairCitation, PairState, QaPair
from policies.errors import InputError, PolicyNotFound
from policies.gaps.finding import GapFinder
from policies.interpreting.doubts import FREQUENT, LEAST_ASKERS, LOOKED_AT, Doubts
from policies.interpreting.outline import Outline, Part, file_outline, outlined, quote_of, write_docx
from policies.interpreting.touching import How, how_of
from policies.library import Library
from policies.settings import LibrarySettings
from tests.databases import laid_out
from tests.policies.interpreting.samples import CIVIL, HEALTH, TODAY, policy

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
WAYS = ("老花镜补贴一年发多少钱", "老花镜的补贴每年是多少钱啊", "一年发的老花镜补贴是多少")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = LibrarySettings(database_url=laid_out(tmp_path / "library.db"), index_dir=tmp_path / "index")
    opened = Library.open(settings)
    with opened.store.writing() as write:
        write.policy(policy("p-a"))
        write.pair(
            QaPair(
                id="q-a",
                question="补贴标准",
                summary="每人每年一百元。",
                citations=(PairCitation("p-a", "第二条"),),
                state=PairState.PUBLISHED,
            )
        )
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture
def doubts(library: Library) -> Doubts:
    return Doubts(library, lambda: TODAY, lambda: NOW)


def cited(policy_id: str = "p-a", clause: str | None = "第二条", outcome: str = "answered") -> dict[str, Any]:
    shown = {"kind": "policy", "source_id": policy_id, "clause": clause}
    return {"outcome": outcome, "confidence": 0.9, "citations": [shown], "choices": []}


def offered(pair_id: str) -> dict[str, Any]:
    choice = {"kind": "question", "label": "补贴标准", "qa_id": pair_id}
    return {"outcome": "clarify", "confidence": 0.3, "citations": [], "choices": [choice]}


def ask(
    library: Library, question: str, card: dict[str, Any], *, at: datetime = NOW, helpful: bool | None = None
) -> str:
    """Let somebody ask in a conversation of their own; returns the message."""
    log = ConversationLog(library.store.engine)
    identifier = log.record(log.start("web", "示范市"), None, question, card)
    with library.store.engine.begin() as connection:
        m = tables.MESSAGE
        connection.execute(sa.update(m).where(m.c.id == identifier).values(asked_at=at))
    if helpful is not None:
        log.feedback(identifier, helpful, None, None)
    return identifier


def test_a_verdict_outweighs_how_a_question_ended() -> None:
    assert how_of("answered", 0.9, None) is How.ANSWERED
    assert how_of("answered", 0.9, False) is How.DISLIKED
    assert how_of("not_found", 0.1, True) is How.ANSWERED
    assert how_of("not_found", 0.1, None) is How.UNANSWERED
    assert how_of("quoted", 0.4, None) is How.UNSURE
    assert how_of("quoted", 0.6, None) is How.ANSWERED
    assert how_of("clarify", 0.6, None) is How.UNSURE


def test_questions_of_several_people_that_were_not_answered_well_are_a_doubt_with_its_clause(
    library: Library, doubts: Doubts
) -> None:
    for way in WAYS:
        ask(library, way, cited(), helpful=False)
    (found,) = doubts.every()
    assert (found.policy.id, found.askers, found.unwell) == ("p-a", 3, 3)
    (doubt,) = found.doubts
    assert (doubt.questions, doubt.askers, doubt.hows) == (3, 3, {How.DISLIKED: 3})
    assert {doubt.text, *doubt.examples} == set(WAYS)
    assert doubt.clause is not None
    assert doubt.clause.path == "第二条"
    assert doubts.of("p-a").doubts == (doubt,)


def test_buttons_lead_to_the_document_of_their_pair(library: Library, doubts: Doubts) -> None:
    for way in WAYS:
        ask(library, way, offered("q-a"))
    (found,) = doubts.every()
    assert found.doubts[0].hows == {How.UNSURE: 3}


def test_what_nobody_answered_belongs_to_the_document_that_comes_nearest(
    library: Library, doubts: Doubts
) -> None:
    nothing: dict[str, Any] = {"outcome": "not_found", "confidence": 0.1, "citations": [], "choices": []}
    for way in (WAYS[0], f"{WAYS[0]}啊", f"请问{WAYS[0]}"):
        ask(library, way, nothing)
    assert doubts.every() == []
    GapFinder(library.store, library.dictionary, lambda _: None).run(NOW + timedelta(minutes=1))
    (found,) = Doubts(library, lambda: TODAY, lambda: NOW + timedelta(minutes=2)).every()
    assert found.policy.id == "p-a"
    assert found.doubts[0].hows == {How.UNANSWERED: 3}


def test_one_persons_questions_are_no_public_doubt(library: Library, doubts: Doubts) -> None:
    for _ in range(LEAST_ASKERS - 1):
        ask(library, WAYS[0], cited(), helpful=False)
    assert doubts.every() == []


def test_what_is_answered_well_is_worth_saying_only_where_everybody_asks(
    library: Library, doubts: Doubts
) -> None:
    for _ in range(FREQUENT - 1):
        ask(library, WAYS[0], cited())
    assert doubts.every() == []
    ask(library, WAYS[1], cited())
    (found,) = doubts.every()
    assert (found.doubts[0].askers, found.unwell) == (FREQUENT, 0)


def test_only_what_was_asked_while_it_held_and_lately_counts(library: Library, doubts: Doubts) -> None:
    for way in WAYS:
        ask(library, way, cited(), at=NOW - LOOKED_AT - timedelta(days=1), helpful=False)
    assert doubts.every() == []
    with library.store.writing() as write:
        write.policy(policy("p-new", effective_on=TODAY))
    for way in WAYS:
        ask(library, way, cited("p-new"), at=NOW - timedelta(days=3), helpful=False)
    assert doubts.every() == []


@pytest.mark.parametrize(
    "more", [{"disclosure": Disclosure.ON_REQUEST}, {"expires_on": TODAY - timedelta(days=1)}]
)
def test_a_document_that_is_closed_or_holds_no_more_is_not_suggested(
    library: Library, doubts: Doubts, more: dict[str, Any]
) -> None:
    with library.store.writing() as write:
        write.policy(policy("p-a", **more))
    for way in WAYS:
        ask(library, way, cited(), helpful=False)
    assert doubts.every() == []
    assert doubts.of("p-a").doubts == ()


def test_a_department_sees_its_own_documents_alone(library: Library, doubts: Doubts) -> None:
    for way in WAYS:
        ask(library, way, cited(), helpful=False)
    assert [each.policy.id for each in doubts.every(Owner(CIVIL))] == ["p-a"]
    assert doubts.every(Owner(HEALTH)) == []
    with pytest.raises(PolicyNotFound):
        doubts.of("p-a", Owner(HEALTH))


def test_the_outline_has_the_doubts_as_questions_and_comes_back_as_an_interpretation(
    library: Library, doubts: Doubts, tmp_path: Path
) -> None:
    for way in WAYS:
        ask(library, way, cited(), helpful=False)
    found = doubts.of("p-a")
    outline = outlined(found.policy, found.doubts)
    assert outline.title == f"关于《{found.policy.title}》的解读补充"
    assert [(each.clause, each.answer) for each in outline.parts] == [("第二条", "")]
    assert "一百元" in quote_of(found.policy, outline.parts[0])
    path = tmp_path / "解读补充.docx"
    written = Outline(outline.title, (Part(outline.parts[0].question, "第二条", "每人每年一百元。"),))
    write_docx(found.policy, written, path)
    (filed,) = file_as_interpretations(library.store, [path], Origin("李编辑"))
    assert filed.result is Filed.NEW
    saved = library.store.interpretation(str(filed.source_id))
    assert (saved.title, saved.kind, saved.explains) == (outline.title, InterpretationKind.AFTER, ("p-a",))
    assert outline.parts[0].question in [heading for heading, _ in saved.passages]
    assert "每人每年一百元。" in str(saved.passages)


def test_a_written_outline_is_filed_and_an_unwritten_one_is_refused(library: Library) -> None:
    rule = library.store.policy("p-a")
    half = Outline(
        "关于补贴的解读补充", (Part("补多少", "第二条", "一百元。"), Part("哪里办", "第三条", " "))
    )
    for outline, reason in (
        (half, "outline_without_answer"),
        (Outline(" ", half.parts), "outline_title"),
        (Outline("标题", ()), "outline_empty"),
        (Outline("标题", (Part("问" * 201, "", "答"),)), "outline_question"),
        (Outline("标题", (Part("问", "", "答" * 5_001),)), "outline_answer_long"),
    ):
        with pytest.raises(InputError) as refused:
            file_outline(library.store, rule, outline, "李编辑", TODAY)
        assert refused.value.reason == reason
    assert list(library.store.interpretations()) == []
    whole = Outline(half.title, half.parts[:1])
    saved = file_outline(library.store, rule, whole, "李编辑", TODAY)
    assert (saved.kind, saved.explains, saved.published_on) == (InterpretationKind.AFTER, ("p-a",), TODAY)
    assert saved.passages == (("补多少", "一百元。（依据：第二条）"),)
    with pytest.raises(InputError) as taken:
        file_outline(library.store, rule, whole, "李编辑", TODAY)
    assert taken.value.reason == "outline_title_taken"
    lapsed = policy("p-lapsed", expires_on=TODAY - timedelta(days=1))
    with pytest.raises(InputError) as over:
        file_outline(library.store, lapsed, whole, "李编辑", TODAY)
    assert over.value.reason == "outline_not_in_force"
