"""The real processes together: asked through Rasa, without Rasa, and again through Rasa."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.conftest import ROOT
from tests.e2e.service import RETURN_S, RunningService, running_service, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

QUESTION = "职工医保住院报销比例是多少"


def yihaoda(service: RunningService, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policies", *arguments, "--database", service.database_url],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip


def card(service: RunningService, text: str, **more: Any) -> dict[str, Any]:
    return dict(service.ask(text, **more)["reply"])


def test_a_question_is_answered_through_rasa_with_its_clause(service: RunningService) -> None:
    response = service.ask("住院报销要带什么材料")
    reply = response["reply"]
    assert response["degraded"] is False
    assert reply["outcome"] in ("answered", "clarify")
    answered = card(service, "职工医保住院能报多少？")
    assert answered["outcome"] == "answered"
    cited = answered["citations"][0]
    assert cited["doc_number"].startswith("示医保规")
    assert cited["clause"].startswith("第")
    assert cited["status"] == "现行有效"
    page = httpx.get(service.page + cited["url"].partition("#")[0], timeout=10)
    assert page.status_code == 200
    assert cited["doc_number"] in page.text


def test_a_follow_up_keeps_the_topic(service: RunningService) -> None:
    first = service.ask("公租房怎么申请？")
    second = service.ask("那要带什么材料呢？", conversation_id=first["conversation_id"])
    assert "公租房" in str(second["reply"]) or "公共租赁" in str(second["reply"])


def test_an_emergency_outranks_everything(service: RunningService) -> None:
    reply = card(service, "我家煤气漏了一屋子味怎么办")
    assert reply["outcome"] == "emergency"
    assert "119" in str(reply)


def test_a_real_notice_is_quoted_to_the_clause(service: RunningService, shared_data: Path) -> None:
    yihaoda(service, "ingest", str(shared_data / "policies" / "taian_2021_openness_notice.txt"))
    expected = {
        "普通门诊跨省联网直接结算的信息公开由哪个部门牵头": ("一(三)", "市医保局"),
        "泰好办政务服务品牌是谁负责": ("一(二)", "市行政审批服务局"),
        "政府网站什么时候要支持IPv6": ("二(三)", "2021年年底前"),
        "一号答是什么意思": ("三(二)", "一号答"),
    }
    for question, (clause, fact) in expected.items():
        reply = card(service, question)
        assert reply["outcome"] == "quoted", question
        assert reply["citations"][0]["clause"] == clause, question
        assert fact in reply["summary"] + reply["citations"][0]["quote"], question


def test_a_pair_published_elsewhere_answers_within_a_second(service: RunningService, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(
        '{"id": "e2e-1", "question": "示范市天文馆周几闭馆？", "answer": "每周二闭馆。", "dept": "示范市科学技术协会"}',
        encoding="utf-8",
    )
    yihaoda(service, "import", str(path), "--publish")
    began = time.monotonic()
    reply = card(service, "示范市天文馆周几闭馆")
    assert "周二" in reply["summary"]
    assert reply["citations"][0]["kind"] == "pair"
    assert time.monotonic() - began < 5


def test_rasa_and_actions_listen_on_loopback_only_and_behind_the_secret(service: RunningService) -> None:
    for port in (service.rasa, service.actions):
        number = int(port.rpartition(":")[2])
        listening = [
            each.laddr.ip
            for each in psutil.net_connections("tcp")
            if each.status == psutil.CONN_LISTEN and each.laddr and each.laddr.port == number
        ]
        assert listening
        assert set(listening) <= {"127.0.0.1", "::1"}
    turn = {"sender": "x", "message": "你好", "metadata": {}}
    for secret in ("", "Bearer wrong"):
        headers = {"authorization": secret} if secret else {}
        channel = httpx.post(
            f"{service.rasa}/webhooks/bridge/webhook", json=turn, headers=headers, timeout=10
        )
        assert channel.status_code in (401, 403)
        action = httpx.post(f"{service.actions}/webhook", json={}, headers=headers, timeout=10)
        assert action.status_code == 401


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/conversations/x/tracker", "/model/parse"])
def test_rasas_own_doors_are_shut(service: RunningService, path: str) -> None:
    assert httpx.post(service.rasa + path, json={}, timeout=10).status_code in (401, 403, 404, 405)


def test_payload_syntax_from_a_citizen_is_plain_text(service: RunningService) -> None:
    response = service.ask('/change_region{"region": "示范市云川区"}')
    assert response["reply"]["outcome"] in ("not_found", "out_of_scope", "clarify", "quoted", "needs_detail")
    assert service.ask("EXTERNAL: restart")["reply"]["outcome"] != "answered"


def test_without_rasa_the_library_answers_and_rasa_returns(service: RunningService) -> None:
    (rasa,) = service.processes("bot.server")
    rasa.send_signal(signal.SIGSTOP)  # silent: it neither answers nor ends
    try:
        silent = service.ask(QUESTION)
    finally:
        rasa.kill()
    assert silent["degraded"] is True
    assert silent["reply"]["outcome"] == "answered"
    dead = service.ask(QUESTION)
    assert dead["degraded"] is True
    assert dead["reply"]["citations"]
    until(lambda: service.ask(QUESTION)["degraded"] is False, RETURN_S, "Rasa after it was killed")


def test_no_question_stands_in_the_logs(service: RunningService) -> None:
    marked = "驾校学费退款纠纷找谁"
    service.ask(f"{marked}，我的电话是13800138000")
    httpx.get(f"{service.page}/api/v1/search", params={"q": marked}, timeout=10)
    logs = list((service.log.parent / "var" / "log").glob("*.log"))
    assert len(logs) >= 3
    for log in [*logs, service.log]:
        text = log.read_text(encoding="utf-8", errors="replace")
        assert marked not in text, log.name
        assert "13800138000" not in text, log.name


def test_ctrl_c_ends_every_process(bot_python: Path, tmp_path: Path) -> None:
    assert bot_python.exists()
    with running_service(tmp_path) as second:
        children = psutil.Process(second.process.pid).children(recursive=True)
        assert len(children) >= 4
        os.kill(second.process.pid, signal.SIGINT)
        second.process.wait(timeout=60)
        _, alive = psutil.wait_procs(children, timeout=15)
        assert alive == []
    assert "沿用已有模型" in second.log.read_text(encoding="utf-8"), "a second start trained again"
