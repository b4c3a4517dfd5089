"""依申请公开 never reaches a citizen: one document with everything that hangs on it, tried at every door."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from api.main import create_app
from policies.answering.inquiry import Question
from policies.content.model import (
    Clause,
    Disclosure,
    Interpretation,
    InterpretationKind,
    PairCitation,
    PairState,
    Policy,
    QaPair,
)
from policies.content.store import Store
from policies.content.training_questions import export_questions
from policies.errors import InputError
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.databases import laid_out

# What only the closed document, its interpretation and its pair say.
SECRET = "八千七百元"
POLICY, TEXT, PAIR = "p-closed", "i-closed", "q-closed"
QUESTION = "信访专项救助金的内部掌握标准是多少"
ASKED = [
    QUESTION,
    "信访专项救助金标准",
    "示民发〔2025〕44号是什么文件",
    "示范市信访专项救助金内部掌握办法 第二条",
    "为什么要设信访专项救助金",
    "信访救助金给多少钱",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("closed")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    yield opened
    opened.close()


def fill(store: Store) -> None:
    with store.writing() as write:
        write.policy(
            Policy(
                "示范市信访专项救助金内部掌握办法",
                (Clause("第二条", f"第二条 信访专项救助金每户最高{SECRET}。"),),
                id=POLICY,
                doc_number="示民发〔2025〕44号",
                issuer="示范市民政局",
                disclosure=Disclosure.ON_REQUEST,
                effective_on=date(2025, 1, 1),
            )
        )
        write.interpretation(
            Interpretation(
                "《示范市信访专项救助金内部掌握办法》解读",
                InterpretationKind.TEXT,
                (("为什么设立", f"设立信访专项救助金是为了救急难，最高{SECRET}。"),),
                (POLICY,),
                id=TEXT,
            )
        )
        write.pair(
            QaPair(
                QUESTION,
                f"每户最高{SECRET}。",
                id=PAIR,
                similar=("信访专项救助金标准", "信访救助金给多少钱"),
                citations=(PairCitation(POLICY, "第二条"),),
                category="救助/信访",
                state=PairState.PUBLISHED,
            )
        )


@pytest.fixture
def citizen(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(settings_for(), library, today=lambda: TODAY)) as client:
        yield client


@pytest.mark.parametrize("question", ASKED)
def test_the_chat_says_nothing_of_it(citizen: TestClient, question: str) -> None:
    reply = citizen.post("/api/v1/chat/messages", json={"text": question})
    assert reply.status_code == 200
    assert SECRET not in reply.text
    assert POLICY not in reply.text
    assert PAIR not in reply.text


def test_a_pressed_button_of_its_pair_says_nothing_of_it(citizen: TestClient) -> None:
    reply = citizen.post("/api/v1/chat/messages", json={"text": QUESTION, "choice": PAIR})
    assert SECRET not in reply.text


@pytest.mark.parametrize("question", ASKED)
def test_the_channel_for_rasa_front_ends_says_nothing_of_it(citizen: TestClient, question: str) -> None:
    reply = citizen.post("/webhooks/rest/webhook", json={"sender": "visitor-0001", "message": question})
    assert reply.status_code == 200
    assert SECRET not in reply.text
    assert POLICY not in reply.text


@pytest.mark.parametrize("question", ASKED)
def test_the_assistants_action_says_nothing_of_it(library: Library, question: str) -> None:
    message = {
        "text": question,
        "intent": {"name": "ask_policy", "confidence": 0.9},
        "entities": [],
        "metadata": {},
    }
    dispatcher = CollectingDispatcher()
    tracker = Tracker("c-1", {}, message, [], False, None, {}, "action_listen")
    asyncio.run(ActionAnswer(library).run(dispatcher, tracker, {}))
    (message,) = dispatcher.messages
    assert SECRET not in str(message)
    # The trace goes to the bridge, which takes it off; its identifiers tell nothing.
    assert POLICY not in str({name: value for name, value in message["custom"].items() if name != "trace"})


@pytest.mark.parametrize("question", ASKED)
def test_the_search_and_its_page_find_nothing_of_it(citizen: TestClient, question: str) -> None:
    for address in ("/api/v1/search", "/search"):
        found = citizen.get(address, params={"q": question})
        assert found.status_code == 200
        assert SECRET not in found.text
        assert POLICY not in found.text
        assert TEXT not in found.text


@pytest.mark.parametrize(
    "address",
    [
        f"/policies/{POLICY}",
        f"/api/v1/policies/{POLICY}",
        f"/interpretations/{TEXT}",
        f"/api/v1/interpretations/{TEXT}",
    ],
)
def test_its_pages_are_as_if_they_were_not_there(citizen: TestClient, address: str) -> None:
    found = citizen.get(address)
    assert found.status_code == 404
    assert SECRET not in found.text


def test_the_page_to_begin_with_does_not_offer_its_question(citizen: TestClient) -> None:
    assert QUESTION not in citizen.get("/").text


def test_the_assistant_is_not_trained_with_its_questions(library: Library, tmp_path: Path) -> None:
    assert export_questions(library.store, tmp_path / "questions.yml") == 0


def test_staff_see_it_marked_as_such(library: Library) -> None:
    answer = library.ask(Question(QUESTION, TODAY, viewer="staff")).answer
    assert answer is not None
    assert SECRET in answer.summary
    assert answer.citations[0].disclosure == "依申请公开"
    assert any("依申请公开" in notice for notice in answer.notices)


def test_a_withheld_document_does_not_come_in(library: Library) -> None:
    with pytest.raises(InputError, match="withheld"):
        library.store.save_policy(Policy("示范市不予公开的文件", (), disclosure=Disclosure.WITHHELD))
