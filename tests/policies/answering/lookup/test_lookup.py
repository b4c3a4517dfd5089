"""What an operator picks from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policies.answering.lookup.rows import Row, Wanted
from policies.content.model import Facet, PairState, QaPair
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.content import OLD, ON_REQUEST, PAIR, fill
from tests.databases import laid_out

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("lookup")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    with opened.store.writing() as write:
        write.pair(
            QaPair(
                id="q-lapsed",
                question="老花镜补贴旧办法怎么申请",
                summary="按旧办法申请。",
                expires_on=date(2025, 6, 30),
                state=PairState.PUBLISHED,
            )
        )
        write.pair(QaPair(id="q-draft", question="老花镜补贴草稿", summary="草稿。", state=PairState.DRAFT))
        write.pair(
            QaPair(
                id="q-cloud",
                question="云川区老花镜补贴加发多少",
                summary="加发五十元。",
                region="示范市云川区",
                state=PairState.PUBLISHED,
            )
        )
    yield opened
    opened.close()


def look(library: Library, text: str, limit: int = 9, **wanted: object) -> list[Row]:
    return list(library.look_up(text, DAY, Wanted(**wanted), limit))  # type: ignore[arg-type]


def ids(rows: list[Row]) -> list[str]:
    return [row.id for row in rows]


def test_pairs_come_first_then_clauses_and_interpretations(library: Library) -> None:
    rows = look(library, "老花镜补贴怎么申请")
    kinds = [row.kind for row in rows]
    assert rows[0].id == PAIR
    assert set(kinds) == {"pair", "policy", "interpretation"}
    assert kinds[: kinds.count("pair")] == ["pair"] * kinds.count("pair")


def test_initials_find_a_question(library: Library) -> None:
    assert ids(look(library, "lhj"))[0] in {PAIR, "q-cloud"}
    assert PAIR in ids(look(library, "lhjbt"))


def test_what_is_not_in_force_is_shown_only_when_asked_for_and_is_marked(library: Library) -> None:
    assert {"q-lapsed", OLD}.isdisjoint(ids(look(library, "老花镜补贴")))
    rows = {row.id: row for row in look(library, "老花镜补贴", lapsed=True)}
    assert (rows["q-lapsed"].in_force, rows["q-lapsed"].status) == (False, "已失效")
    assert (rows[OLD].in_force, rows[PAIR].in_force) == (False, True)


def test_a_draft_is_never_shown(library: Library) -> None:
    assert "q-draft" not in ids(look(library, "老花镜补贴草稿", lapsed=True))


def test_what_is_disclosed_on_request_is_shown_and_marked(library: Library) -> None:
    rows = [row for row in look(library, "秘藏补贴的内部工作安排") if row.id == ON_REQUEST]
    assert rows
    assert all(row.on_request for row in rows)
    named = look(library, "示民发〔2025〕4号")[0]
    assert (named.id, named.on_request) == (ON_REQUEST, True)
    assert not any(row.on_request for row in look(library, "老花镜") if row.id == PAIR)


def test_a_number_finds_its_document_first(library: Library) -> None:
    assert look(library, "查一下示民发[2025]3号")[0].number == "示民发〔2025〕3号"


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ({"kind": "policy"}, lambda row: row.kind == "policy"),
        ({"kind": "pair"}, lambda row: row.kind == "pair"),
        ({"department": "示范市民政局"}, lambda row: row.source == "示范市民政局"),
        ({"facet": Facet.MATERIALS}, lambda row: row.id == PAIR),
        ({"region": "示范市"}, lambda row: row.region in (None, "示范市")),
    ],
    ids=["kind policy", "kind pair", "department", "facet", "region"],
)
def test_a_filter_holds_for_every_row(library: Library, wanted: dict[str, object], holds: object) -> None:
    rows = look(library, "老花镜补贴", **wanted)  # type: ignore[arg-type]
    assert rows
    assert all(holds(row) for row in rows)  # type: ignore[operator]


def test_a_districts_rule_is_shown_there(library: Library) -> None:
    assert "q-cloud" in ids(look(library, "老花镜补贴", region="示范市云川区"))


@pytest.mark.parametrize("text", ["", "  ", "？", "\x00", "a" * 200])
def test_nothing_is_found_for_what_says_nothing(library: Library, text: str) -> None:
    assert look(library, text) == []


def test_a_limit_holds(library: Library) -> None:
    assert len(look(library, "老花镜补贴", limit=2)) == 2
