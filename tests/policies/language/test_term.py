"""A term is checked before it enters the lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import BadRow, InputError
from policies.language.normalise import normalise
from policies.language.term import TYPES, Term, as_line, clean, merged, read_terms
from policies.wording import section


def term(concept: str = "云川惠民码", *ways: str, kind: str = "document", **more: object) -> Term:
    return Term(concept, kind, "政务服务", ways, **more)  # type: ignore[arg-type]


def test_ways_are_kept_as_they_are_searched() -> None:
    assert clean(term("云川惠民码", "云川碼", "惠民ＡＰＰ", "云川惠民码", "云川码")).ways == (
        "云川码",
        "惠民app",
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (term("码"), "term_bad_name"),
        (term("云" * 31), "term_bad_name"),
        (term(kind="thing"), "term_bad_type"),
        (term("云川惠民码", "码"), "term_bad_way"),
        (term("云川惠民码", "12"), "term_bad_way"),
        (term("云川惠民码", "说" * 31), "term_bad_way"),
        (term("云川惠民码", *(f"惠民{number}" for number in range(201))), "term_too_many_ways"),
    ],
)
def test_what_cannot_be_a_term_is_named_with_its_reason(bad: Term, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        clean(bad)
    assert caught.value.reason == reason
    assert section("errors")[reason].format(**caught.value.facts)


@given(st.text(min_size=2, max_size=20), st.lists(st.text(max_size=12), max_size=5), st.sampled_from(TYPES))
def test_cleaning_twice_is_cleaning_once(concept: str, ways: list[str], kind: str) -> None:
    try:
        once = clean(Term(concept, kind, "通用", tuple(ways)))
    except InputError:
        return
    assert clean(once) == once
    assert normalise(once.concept) not in once.ways


def test_a_broken_line_is_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "own.jsonl").write_text(
        as_line(term()) + '\n{"concept": "缺项"}\n', encoding="utf-8"
    )
    with pytest.raises(BadRow) as caught:
        read_terms(tmp_path)
    assert (caught.value.where, caught.value.row) == ("own.jsonl", 2)


def test_a_line_reads_back_as_the_term_it_was(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "own.jsonl").write_text(as_line(term("云川惠民码", "云川码")), encoding="utf-8")
    assert read_terms(tmp_path) == (term("云川惠民码", "云川码"),)


def test_a_term_of_the_store_stands_for_the_one_of_the_files_or_takes_it_out() -> None:
    files = (term("社会保障卡", "社保卡"), term("居住证", "暂住证"))
    own = (term("社会保障卡", "社会卡"), term("居住证", is_retired=True), term("云川惠民码", "云川码"))
    assert [(each.concept, each.ways) for each in merged(files, own)] == [
        ("社会保障卡", ("社会卡",)),
        ("云川惠民码", ("云川码",)),
    ]
