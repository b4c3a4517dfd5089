from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.policies.helpers.model_server import ModelServer, model_server


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as state:
        yield state


@pytest.fixture
def dead() -> str:
    """An address where nobody listens any more."""
    with model_server() as state:
        return state.url
