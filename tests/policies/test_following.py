"""The index follows while documents are filed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policies.content.filing import file_each
from policies.ingest.intake import Intake
from policies.library import Library
from policies.settings import LibrarySettings
from tests.databases import laid_out
from tests.policies.ingest import files


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(LibrarySettings(database_url=laid_out(tmp_path / "library.db"), index_dir=None))


def test_what_was_filed_is_found_at_the_end_of_the_block(library: Library, tmp_path: Path) -> None:
    (tmp_path / "供暖.docx").write_bytes(files.word())
    with library.following() as follow:
        list(file_each(library.store, Intake([tmp_path / "供暖.docx"]), after_batch=follow))
    assert library.index.revision == library.store.revision()
    found = library.suggest("供暖补贴标准", asked_on=date(2026, 12, 1))
    assert any(files.TITLE in passage.title for passage in found.passages)


def test_an_index_that_fails_to_follow_is_not_passed_over(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(library, "refresh", fail)
    with pytest.raises(OSError, match="the disk is full"):
        follow_once(library)


def follow_once(library: Library) -> None:
    with library.following() as follow:
        follow()
