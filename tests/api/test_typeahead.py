"""Questions that fit what is being typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from policies.content.model import PairState
from policies.library import Library
from tests.api.content import PAIR, QUESTION


def typed(client: TestClient, text: str, **more: str) -> list[str]:
    response = client.get("/api/v1/questions", params={"q": text, **more})
    assert response.status_code == 200
    return [each["question"] for each in response.json()]


@pytest.mark.parametrize(
    "text", ["老花", "花镜补贴", "配老花镜的钱", "补贴 怎么", "老花镜补贴，怎", "貼补老"]
)
def test_a_question_is_found_by_its_beginning_its_middle_a_similar_one_or_its_characters(
    alone: TestClient, text: str
) -> None:
    assert typed(alone, text)[0] == QUESTION


def test_what_begins_so_comes_before_what_holds_it(alone: TestClient) -> None:
    assert typed(alone, "老")[:1] == []
    assert typed(alone, "老年")[0] == "老年人免费乘车卡在哪里办？"


def test_one_character_and_what_fits_nothing_find_nothing(alone: TestClient) -> None:
    assert typed(alone, "乘") == []
    assert typed(alone, "火星上的房子") == []


def test_a_pair_that_is_archived_or_changed_is_found_no_longer_as_it_was(
    alone: TestClient, library: Library
) -> None:
    pair = library.store.pair(PAIR)
    library.store.save_pair(replace(pair, question="助听器补贴怎么申请？", similar=()))
    try:
        assert typed(alone, "助听") == ["助听器补贴怎么申请？"]
        assert typed(alone, "老花") == []
        library.store.save_pair(replace(pair, state=PairState.ARCHIVED))
        assert typed(alone, "老花") == []
    finally:
        library.store.save_pair(pair)
    assert typed(alone, "老花") == [QUESTION]


def test_a_question_of_another_district_is_not_offered(alone: TestClient, library: Library) -> None:
    pair = library.store.pair("q-bus")
    library.store.save_pair(replace(pair, region="示范市别处区"))
    try:
        assert typed(alone, "免费乘车", region="示范市云川区") == []
    finally:
        library.store.save_pair(pair)
    assert typed(alone, "免费乘车", region="示范市云川区") == ["老年人免费乘车卡在哪里办？"]
