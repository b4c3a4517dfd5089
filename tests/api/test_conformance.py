"""The running bridge keeps to its own description, whatever is sent."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from api.main import create_app
from policies.library import Library
from tests.api.conftest import TODAY, settings_for

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture(scope="module")
def address(library: Library) -> Iterator[str]:
    """A bridge that runs in a server of its own."""
    app = create_app(settings_for(), library, today=lambda: TODAY)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def description(address: str) -> Any:
    """The description as the bridge gives it out."""
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


WITH_INPUT = [
    "POST /api/v1/chat/messages",
    "PUT /api/v1/messages/{message_id}/feedback",
    "GET /api/v1/search",
    "GET /api/v1/policies/{policy_id}",
    "GET /api/v1/interpretations/{interpretation_id}",
    "POST /webhooks/rest/webhook",
]
WITHOUT_INPUT = ["GET /webhooks/rest/", "GET /health/live", "GET /health/ready"]
TRIED = [(label, mode) for label in WITH_INPUT for mode in GenerationMode]
TRIED += [(label, GenerationMode.POSITIVE) for label in WITHOUT_INPUT]


def test_every_operation_is_tried(description: Any) -> None:
    assert {each.ok().label for each in description.get_all_operations()} == {*WITH_INPUT, *WITHOUT_INPUT}


@pytest.mark.parametrize(("label", "mode"), TRIED)
def test_every_answer_is_of_the_described_form(description: Any, label: str, mode: GenerationMode) -> None:
    operation = description.find_operation_by_label(label)
    cases = operation.as_strategy(generation_mode=mode)

    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def keep_to_the_description(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    keep_to_the_description()
