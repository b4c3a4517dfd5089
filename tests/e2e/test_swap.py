"""Another model is chosen while people chat: nobody is left without an answer, and nothing is forgotten."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

import httpx
import pytest
from dotenv import load_dotenv

from tests.bench.swap import SWAP_S, Crowd, Models, Remembered, model_of, swap_under_load
from tests.conftest import ROOT
from tests.e2e.service import RETURN_S, RunningService, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]
QUESTIONS = ("职工医保住院报销比例是多少", "公租房怎么申请", "高龄津贴怎么领", "失业金能领几个月")


@pytest.fixture
def models(service: RunningService) -> Iterator[Models]:
    """The service's models with another one among them; afterwards the first one answers again."""
    found = Models(service)
    found.add("another")
    yield found
    found.choose(found.first)
    until(lambda: model_of(service.rasa) == f"{found.first}.tar.gz", SWAP_S, "the first model again")


def test_nobody_is_left_without_an_answer_while_the_model_is_exchanged(
    service: RunningService, models: Models
) -> None:
    load_dotenv(ROOT / ".env")
    remembered = Remembered(service.rasa, os.environ["YIHAODA_INTERNAL_SECRET"], conversations=5)
    remembered.begin()
    crowd = Crowd(service.page, QUESTIONS, pause_s=0.1)
    before, during, _ = asyncio.run(swap_under_load(crowd, 4, [service.rasa], models, "another", quiet_s=1.0))
    assert model_of(service.rasa) == "another.tar.gz"
    assert (before.lost, during.lost) == ([], [])
    assert len(during.ms) >= 10
    assert remembered.kept() == 5


def test_a_file_that_is_no_model_changes_nothing_and_is_told(service: RunningService, models: Models) -> None:
    models.add("broken", b"no model")
    serving = model_of(service.rasa)
    models.choose("broken")
    state = f"{service.rasa}/webhooks/bridge/"
    until(lambda: httpx.get(state, timeout=30).json()["failed"] == "broken.tar.gz", SWAP_S, "its refusal")
    assert model_of(service.rasa) == serving
    assert service.ask("职工医保住院报销比例是多少")["degraded"] is False


def test_after_a_crash_the_chosen_model_answers(service: RunningService, models: Models) -> None:
    (rasa,) = service.processes("bot.server")
    models.choose("another")
    rasa.kill()
    until(lambda: model_of(service.rasa) == "another.tar.gz", RETURN_S, "the chosen model after a crash")
