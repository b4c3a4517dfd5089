from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.service import RunningService, running_service


@pytest.fixture(scope="session")
def service(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The whole service with a trained assistant and the demonstration library."""
    assert model.exists()
    with running_service(tmp_path_factory.mktemp("service")) as running:
        yield running
