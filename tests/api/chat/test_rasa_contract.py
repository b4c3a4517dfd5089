"""A front end that knows nothing but Rasa's REST contract, and Rasa's own code as the measure of it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.content import PAIR, QUESTION, SUMMARY

# What Rasa 3's documentation lets a message hold besides whom it is for.
CONTENT = {"text", "image", "buttons", "attachment", "custom", "elements", "quick_replies"}
# Rasa's own collector says what a message with these parts looks like on the wire.
IN_RASA = """
import json, sys
from rasa.core.channels.channel import CollectingOutputChannel as Channel
print(json.dumps([Channel._message(**each) for each in json.load(sys.stdin)]))
"""


@dataclass
class FrontEnd:
    """Sends `sender` and `message`, reads a list of messages, presses buttons by their payload."""

    client: TestClient
    sender: str | int | None = "a-visitor-0001"
    said: list[str] = field(default_factory=list)

    def say(self, message: str, **more: Any) -> list[dict[str, Any]]:
        body = {"message": message, **more}
        if self.sender is not None:
            body["sender"] = self.sender
        answer = self.client.post("/webhooks/rest/webhook", json=body)
        assert answer.status_code == 200, answer.text
        return self._read(answer.json())

    def stream(self, message: str) -> list[dict[str, Any]]:
        body = {"message": message, "sender": self.sender}
        answer = self.client.post("/webhooks/rest/webhook", params={"stream": "true"}, json=body)
        assert answer.headers["content-type"].startswith("text/event-stream")
        return self._read([json.loads(line) for line in answer.text.splitlines()])

    def press(self, button: dict[str, str]) -> list[dict[str, Any]]:
        return self.say(button["payload"])

    def _read(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        assert messages
        for message in messages:
            assert message["recipient_id"] == ("default" if self.sender is None else str(self.sender))
            assert set(message) - {"recipient_id"} <= CONTENT
            assert set(message) - {"recipient_id"}
            for button in message.get("buttons", ()):
                assert set(button) == {"title", "payload"}
                assert all(isinstance(each, str) and each for each in button.values())
            if "text" in message:
                self.said.append(message["text"])
        return messages


@pytest.fixture
def front_end(alone: TestClient) -> FrontEnd:
    return FrontEnd(alone)


def buttons(messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [button for message in messages for button in message.get("buttons", ())]


def test_a_conversation_is_held_in_text_and_buttons_alone(front_end: FrontEnd) -> None:
    messages = front_end.say("补贴")
    offered = buttons(messages)
    assert offered, "a question that is not clear offers buttons"
    for _ in range(3):
        chosen = next((each for each in offered if "老花镜" in each["title"]), None)
        if chosen is None:
            break
        offered = buttons(front_end.press(chosen))
    assert any(SUMMARY in text for text in front_end.said)


def test_a_question_is_answered_with_its_source_in_the_text(front_end: FrontEnd) -> None:
    text = front_end.say(QUESTION)[0]["text"]
    assert SUMMARY in text
    assert "示民发〔2025〕3号" in text


def test_the_fields_that_rasa_takes_besides_are_taken(front_end: FrontEnd) -> None:
    told = front_end.say(QUESTION, input_channel="web", metadata={"anything": [1, {"deep": None}]})
    assert told[-1]["custom"]["qa_id"] == PAIR


@pytest.mark.parametrize("sender", [None, 42, "用户甲", "x" * 200])
def test_a_visitor_is_named_as_rasa_names_one(alone: TestClient, sender: str | int | None) -> None:
    assert FrontEnd(alone, sender).say(QUESTION)


def test_visitors_without_a_name_share_no_conversation(alone: TestClient) -> None:
    nobody = FrontEnd(alone, None)
    nobody.say(QUESTION)
    text = nobody.say("那要带什么材料？")[0]["text"]
    assert SUMMARY not in text


def test_messages_are_streamed_a_line_each_where_that_is_asked_for(front_end: FrontEnd) -> None:
    streamed, whole = front_end.stream(QUESTION), front_end.say(QUESTION)
    assert [sorted(each) for each in streamed] == [sorted(each) for each in whole]
    assert streamed[0]["text"] == whole[0]["text"]


def test_the_channel_says_that_it_lives(alone: TestClient) -> None:
    assert alone.get("/webhooks/rest/").json() == {"status": "ok"}


def test_rasas_own_code_would_send_the_same_messages(
    front_end: FrontEnd, bot_python: Path, tmp_path: Path
) -> None:
    messages = [*front_end.say("补贴"), *front_end.say(QUESTION)]
    done = subprocess.run(
        [bot_python, "-c", IN_RASA],
        input=json.dumps(messages),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == messages
