"""A small library: pairs in force and out of it, for all and for a district, open and closed documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policies.content.model import PairState, QaPair
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.content import fill
from tests.databases import laid_out

TODAY = date(2026, 5, 1)


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("explaining")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    published = PairState.PUBLISHED
    over, there = date(2025, 1, 1), "示范市云川区"
    opened.store.save_pair(
        QaPair(
            id="q-over",
            question="助听器补贴怎么申请",
            summary="到社区申请。",
            expires_on=over,
            state=published,
        )
    )
    opened.store.save_pair(
        QaPair(
            id="q-other", question="轮椅补贴怎么申请", summary="到社区登记。", region=there, state=published
        )
    )
    yield opened
    opened.close()
