from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policies.content.model import Facet, PairCitation, PairState, QaPair
from policies.content.pairs.content import changed_fields, from_data, to_data
from policies.content.pairs.diff import changes, pieces_of

TEXT = st.text(max_size=40)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
PAIRS = st.builds(
    QaPair,
    question=TEXT,
    summary=TEXT,
    id=st.just("q-1"),
    external_id=st.none() | TEXT,
    similar=st.lists(TEXT, max_size=4).map(tuple),
    detail=st.dictionaries(st.sampled_from(Facet), TEXT, max_size=3),
    speech=TEXT,
    citations=st.lists(st.builds(PairCitation, TEXT, st.none() | TEXT), max_size=3).map(tuple),
    keywords=st.lists(TEXT, max_size=3).map(tuple),
    facet=st.none() | st.sampled_from(Facet),
    effective_on=DAYS,
    expires_on=DAYS,
    reviewed_on=DAYS,
    state=st.sampled_from(PairState),
    version=st.integers(1, 99),
    is_demo=st.booleans(),
    extra=st.dictionaries(TEXT, TEXT, max_size=2),
)


@given(PAIRS)
def test_a_pair_comes_back_from_its_history_as_it_was(pair: QaPair) -> None:
    kept = json.loads(json.dumps(to_data(pair), ensure_ascii=False))
    assert from_data(pair.id, pair.version, kept) == pair
    assert changes(pair, pair) == []
    assert changed_fields(pair, pair) == []


@given(TEXT, TEXT)
def test_the_pieces_of_a_change_give_both_texts(old: str, new: str) -> None:
    pieces = pieces_of(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_a_changed_section_of_the_detail_is_a_field_of_its_own() -> None:
    old = QaPair("问", "答", detail={Facet.AMOUNT: "300元", Facet.PLACE: "一楼"})
    new = QaPair("问", "答", detail={Facet.AMOUNT: "400元"})
    assert [(each.field, each.before, each.after) for each in changes(old, new)] == [
        ("detail.amount", "300元", "400元"),
        ("detail.place", "一楼", None),
    ]
