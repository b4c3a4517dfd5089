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
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from api.main import create_app
from policies.content.keys import KeyRing, Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.admin.test_roles import MATRIX
from tests.api.conftest import TODAY, settings_for
from tests.api.content import fill
from tests.api.live.conftest import LIVE
from tests.api.live.test_desk import ADDRESSES
from tests.api.workorders.test_roles import MATRIX as ORDERS
from tests.conftest import FUZZ
from tests.databases import laid_out

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


# What is sent as a file is a file, whatever it was called when it was made: every content is of the described form.
WITH_FILES = {
    "POST /api/v1/admin/documents",
    "POST /api/v1/admin/documents/filing",
    "POST /api/v1/admin/exchange/import",
    "POST /api/v1/admin/readings",
}


@pytest.fixture(scope="module")
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of its own: the back office is tried too, and changes it."""
    folder = tmp_path_factory.mktemp("conformance")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def headers(own_library: Library) -> dict[str, str]:
    """What opens the back office and the hotline."""
    return {"Authorization": f"Bearer {KeyRing(own_library.store).make('测试', [Role.ADMIN])[1]}"}


@pytest.fixture(scope="module")
def address(own_library: Library) -> Iterator[str]:
    """A bridge that runs in a server of its own."""
    app = create_app(settings_for(), own_library, today=lambda: TODAY)
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
    "GET /api/v1/questions",
    "GET /api/v1/sites/{site_id}",
    "GET /api/v1/notices",
    "POST /api/v1/contacts",
    "POST /api/v1/handoffs",
    "GET /api/v1/conversations/{conversation_id}/handoff",
    "POST /api/v1/conversations/{conversation_id}/handoff/leave",
    "PUT /api/v1/conversations/{conversation_id}/satisfaction",
    "POST /api/v1/conversations/{conversation_id}/workorders",
    "GET /api/v1/policies/{policy_id}",
    "GET /api/v1/interpretations/{interpretation_id}",
    "POST /webhooks/rest/webhook",
]
HOTLINE = [
    "POST /api/v1/hotline/calls",
    "POST /api/v1/hotline/calls/{call_id}/utterances",
    "POST /api/v1/hotline/calls/{call_id}/end",
]
STAFF = ["GET /api/v1/staff/me"]
WITHOUT_INPUT = ["GET /api/v1/handoff", "GET /webhooks/rest/", "GET /health/live", "GET /health/ready"]
DESK = [f"{method} {LIVE}{path.replace('{id}', '{handoff_id}')}" for method, path in ADDRESSES]
BACK_OFFICE = [f"{method} {path}" for method, path in (*MATRIX, *ORDERS)]
WITH_KEY = [*BACK_OFFICE, *HOTLINE, *DESK, *STAFF]
TRIED = [(label, mode) for label in (*WITH_INPUT, *WITH_KEY) for mode in GenerationMode]
TRIED += [(label, GenerationMode.POSITIVE) for label in WITHOUT_INPUT]


def test_every_operation_is_tried(description: Any) -> None:
    tried = {*WITH_INPUT, *WITHOUT_INPUT, *WITH_KEY}
    assert {each.ok().label for each in description.get_all_operations()} == tried


@pytest.mark.parametrize(("label", "mode"), TRIED)
def test_every_answer_is_of_the_described_form(
    description: Any, headers: dict[str, str], label: str, mode: GenerationMode
) -> None:
    operation = description.find_operation_by_label(label)
    cases = operation.as_strategy(generation_mode=mode)
    checks = [each for each in CHECKS if label not in WITH_FILES or each is not negative_data_rejection]

    @settings(
        max_examples=(5 if label in WITH_KEY else 12) * FUZZ,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def keep_to_the_description(case: Any) -> None:
        spoilt = case.meta.components.get(ParameterLocation.HEADER)
        is_shut_out = spoilt is not None and spoilt.mode is GenerationMode.NEGATIVE
        opening = headers if label in WITH_KEY and not is_shut_out else None
        case.call_and_validate(checks=checks, headers=opening)

    keep_to_the_description()
