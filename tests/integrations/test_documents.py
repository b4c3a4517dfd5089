"""What the documents tell integrators to do works against a bridge in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from policies.content.orders.deadlines import WORKING_DAYS
from policies.content.orders.model import OrderStatus
from policies.content.webhooks.outbox import EVENTS
from policies.wording import say
from tests.conftest import ROOT, missing
from tests.integrations.conftest import Bridge
from tests.integrations.losing import LosesAnswers

FOLDER = ROOT / "docs" / "integrations"
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_example_call_runs_from_the_greeting_to_the_summary(bridge: Bridge) -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / "call.py", bridge.address],
        env={**os.environ, "YIHAODA_KEY": bridge.keys["KEY"]},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "读出： 您好，这里是政策咨询一号答。" in said
    assert "老花镜补贴" in said
    number = re.search(r"工单： (GD[0-9-]+) 待派单", said)
    assert number is not None, said
    assert f"['{number[1]}']" in said.splitlines()[-1]
    assert "13800138000" not in said


def test_the_example_makes_nothing_twice_where_answers_are_lost(bridge: Bridge) -> None:
    before = calls_of(bridge)
    with LosesAnswers(bridge.address, r"/(calls|utterances|workorders|end)$") as proxy:
        done = subprocess.run(
            [sys.executable, FOLDER / "call.py", proxy.origin],
            env={**os.environ, "YIHAODA_KEY": bridge.keys["KEY"]},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    assert {path.rsplit("/", 1)[-1] for path in proxy.lost} == {"calls", "utterances", "workorders", "end"}
    assert len(calls_of(bridge)) == len(before) + 1
    assert len(re.findall("GD[0-9-]+", done.stdout.splitlines()[-1])) == 1


def calls_of(bridge: Bridge) -> list[str]:
    """Return the calls that the bridge has had."""
    listed = httpx.get(
        f"{bridge.address}/api/v1/admin/calls?limit=100",
        headers={"Authorization": f"Bearer {bridge.keys['ADMIN']}"},
    )
    return [each["id"] for each in listed.json()["items"]]


def test_the_example_says_what_is_wrong_with_a_key(bridge: Bridge) -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / "call.py", bridge.address],
        env={**os.environ, "YIHAODA_KEY": "yhd_wrong"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "401 需要密钥" in done.stderr


def test_every_command_of_the_page_works_as_it_is_written(bridge: Bridge, tmp_path: Path) -> None:
    if shutil.which("curl") is None or shutil.which("bash") is None:
        missing("curl", "it is not installed")
    blocks = re.findall(r"```bash\n(.*?)```", README, re.S)
    script = "set -euo pipefail\n" + "\n".join(block.replace("curl -s ", "ask ") for block in blocks)
    # Each answer on a line of its own, a refusal an error.
    ask = 'ask() { curl -sS --max-time 20 --fail-with-body -w "\\n" "$@"; }\n'
    done = subprocess.run(
        ["bash", "-c", ask + script],
        cwd=tmp_path,
        env={**os.environ, **bridge.keys, "BASE": bridge.address},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    statuses = [each["status"] for each in answers if "due_on" in each]
    assert {"new", "assigned", "in_progress", "answered", "called_back", "closed"} <= set(statuses)
    (summary,) = (each for each in answers if "answers_given" in each)
    (order,) = {each["number"] for each in answers if "due_on" in each}
    assert summary["work_orders"] == [order]
    assert any(each.get("secret", "").startswith("whsec_") for each in answers)


def test_the_verification_on_the_page_is_right() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    names: dict[str, Any] = {}
    exec(code, names)
    from api.webhooks.signing import headers_of, new_secret

    secret, body = new_secret(), '{"type": "工单"}'.encode()
    now = int(names["time"].time())
    assert names["verify"](secret, headers_of(secret, "msg_1", now, body), body)
    assert not names["verify"](secret, headers_of(secret, "msg_1", now, body), body + b" ")
    assert not names["verify"](secret, headers_of(secret, "msg_1", now - 400, body), body)
    assert not names["verify"](
        secret, {**headers_of(secret, "msg_1", now, body), "webhook-signature": "签"}, body
    )


@pytest.mark.parametrize("status", list(OrderStatus))
def test_the_page_names_every_status(status: OrderStatus) -> None:
    assert re.search(rf"\b{status.value}\b", README)


def test_the_page_names_every_kind_with_its_days_and_every_event() -> None:
    for kind, days in WORKING_DAYS.items():
        assert f"| `{kind.value}` | {say(f'orders.kind.{kind.value}')} | {days} |" in README
    for event in EVENTS:
        assert f"`{event}`" in README
