from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.search.split import LONGEST, pieces, sentences


@given(st.text(alphabet="一二三。；，！\n”（）abc ", max_size=900))
def test_pieces_are_short_literal_parts_and_lose_nothing(text: str) -> None:
    found = list(pieces(text))
    assert all(text[start : start + len(piece)] == piece and len(piece) <= LONGEST for start, piece in found)
    assert "".join("".join(piece.split()) for _, piece in found) == "".join(text.split())


@given(st.text(alphabet="一二三。；，！\n”（）", max_size=200))
def test_sentences_together_are_the_text(text: str) -> None:
    assert "".join(sentence for _, sentence in sentences(text)) == text


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert [text for _, text in sentences("提供“一号答。”服务。")] == ["提供“一号答。”", "服务。"]
