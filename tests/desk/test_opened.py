"""What an operator opens is judged when it is opened: what was found a moment ago may be closed by now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.desk.copying import texts_of
from api.desk.opened import open_row
from policies.answering.lookup.rows import Row, Wanted
from policies.content import tables
from policies.content.model import Disclosure
from policies.errors import NotFound
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.content import EXPLAINED, HIDDEN_EXPLAINED, PAIR, PUBLIC, fill
from tests.databases import laid_out

DAY = date(2026, 11, 23)
SITE = "http://127.0.0.1"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(LibrarySettings(database_url=laid_out(tmp_path / "library.db"), index_dir=None))
    fill(opened.store)
    yield opened
    opened.close()


def row_of(library: Library, identifier: str) -> Row:
    """Return what the desk finds of a source."""
    texts = ("老花镜补贴怎么申请", "老年人读书看报需要配镜", "秘藏工作的背景")
    rows = [row for text in texts for row in library.look_up(text, DAY, Wanted(), 9)]
    return next(row for row in rows if row.id == identifier)


def disclose(library: Library, policy_id: str, disclosure: Disclosure) -> None:
    """Change how a document is disclosed, and nothing else."""
    change = sa.update(tables.POLICY).where(tables.POLICY.c.id == policy_id)
    with library.store.engine.begin() as connection:
        connection.execute(change.values(disclosure=disclosure.value))


def test_an_interpretation_of_what_is_disclosed_on_request_is_marked_and_has_nothing_to_copy(
    library: Library,
) -> None:
    opened = open_row(library, row_of(library, HIDDEN_EXPLAINED), DAY, None)
    assert opened.row.on_request
    assert [each["disclosure"] for each in opened.card["citations"]] == ["依申请公开"]
    assert texts_of(opened, SITE) == {}


@pytest.mark.parametrize("identifier", [EXPLAINED, PUBLIC])
def test_what_is_withheld_since_it_was_found_is_not_opened(library: Library, identifier: str) -> None:
    row = row_of(library, identifier)
    assert open_row(library, row, DAY, None).card["summary"]
    disclose(library, PUBLIC, Disclosure.WITHHELD)
    with pytest.raises(NotFound):
        open_row(library, row, DAY, None)


@pytest.mark.parametrize("identifier", [EXPLAINED, PUBLIC])
def test_what_is_disclosed_on_request_since_it_was_found_is_not_copied(
    library: Library, identifier: str
) -> None:
    row = row_of(library, identifier)
    assert set(texts_of(open_row(library, row, DAY, None), SITE)) == {"spoken", "full", "sms"}
    disclose(library, PUBLIC, Disclosure.ON_REQUEST)
    assert texts_of(open_row(library, row, DAY, None), SITE) == {}


def test_a_pair_whose_basis_is_disclosed_on_request_since_it_was_found_is_not_copied(
    library: Library,
) -> None:
    row = row_of(library, PAIR)
    assert set(texts_of(open_row(library, row, DAY, None), SITE)) == {"spoken", "full", "sms"}
    with library.store.writing() as write:
        policy = library.store.policy(PUBLIC)
        write.policy(replace(policy, disclosure=Disclosure.ON_REQUEST))
    assert texts_of(open_row(library, row, DAY, None), SITE) == {}
