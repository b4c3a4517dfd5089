from __future__ import annotations

import time

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from policies.helpers.address import Address
from policies.helpers.chat_model import ChatModel
from policies.helpers.guard import Guard
from policies.helpers.rewriting import Rewriter, usable
from tests.policies.helpers.model_server import ModelServer


def rewriter(url: str, timeout_s: float = 2.0) -> Rewriter:
    chat = ChatModel(Address(url, SecretStr("sk-geheim"), "X"), "qwen")
    return Rewriter(chat, Guard("rewriting", timeout_s))


def test_a_question_comes_back_in_official_words_and_is_asked_once(server: ModelServer) -> None:
    own = rewriter(server.url)
    assert own.begin("卡丢了咋弄").result() == "社会保障卡遗失补办"
    assert own.begin("卡丢了咋弄").result() == "社会保障卡遗失补办"
    (received,) = server.received
    assert (received.path, received.key) == ("/v1/chat/completions", "Bearer sk-geheim")
    assert received.body["model"] == "qwen"
    instruction, question = received.body["messages"]
    assert (instruction["role"], question) == ("system", {"role": "user", "content": "卡丢了咋弄"})


def test_personal_data_does_not_leave_the_house(server: ModelServer) -> None:
    rewriter(server.url).begin("我的电话13812345678能领补贴吗").result()
    assert "13812345678" not in str(server.received)


def test_a_slow_model_is_not_waited_for_and_asked_again_next_time(server: ModelServer) -> None:
    server.delay_s = 1.5
    own = rewriter(server.url, timeout_s=0.1)
    began = time.monotonic()
    assert own.begin("卡丢了咋弄").result() == ""
    assert time.monotonic() - began < 1.0
    server.delay_s = 0.0
    assert own.begin("卡丢了咋弄").result() == "社会保障卡遗失补办"


def test_a_dead_model_costs_nothing_but_a_line_in_the_log(dead: str) -> None:
    with capture_logs() as logs:
        assert [rewriter(dead).begin("卡丢了咋弄").result() for _ in range(2)] == ["", ""]
    assert {each["event"] for each in logs} == {"helper_failed"}
    assert "卡丢了" not in str(logs)
    assert "geheim" not in str(logs)


@pytest.mark.parametrize("raw", [b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}'])
def test_an_answer_without_a_text_is_a_failure_and_not_kept(server: ModelServer, raw: bytes) -> None:
    own = rewriter(server.url)
    server.raw = raw
    assert own.begin("卡丢了咋弄").result() == ""
    server.raw = None
    assert own.begin("卡丢了咋弄").result() == "社会保障卡遗失补办"


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ("社会保障卡遗失补办", "社会保障卡遗失补办"),
        ("改写：“社会保障卡遗失补办”", "社会保障卡遗失补办"),
        ("\n社会保障卡遗失补办\n解释：原话口语化", "社会保障卡遗失补办"),
        ("卡丢了咋弄", ""),
        ("I cannot help with that.", ""),
        ("", ""),
        ("您好，" + "请您先到社保经办机构" * 10, ""),
    ],
)
def test_only_one_short_chinese_line_that_says_it_otherwise_is_used(reply: str, question: str) -> None:
    assert usable(reply, "卡丢了咋弄") == question


def test_what_a_model_writes_to_itself_is_left_out(server: ModelServer) -> None:
    server.reply = lambda body: "<think>群众丢了卡，应当是社保卡。</think>\n社会保障卡遗失补办"
    assert rewriter(server.url).begin("卡丢了咋弄").result() == "社会保障卡遗失补办"
