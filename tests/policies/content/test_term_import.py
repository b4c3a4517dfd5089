"""A file of terms, looked at row by row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.content.term_import import Becomes, read_terms_file
from policies.content.term_sheets import write_sheet
from policies.language.dictionary import Dictionary
from policies.language.term import Term

KNOWN = "城乡居民基本医疗保险"


@pytest.fixture(scope="module")
def dictionary(root: Path) -> Dictionary:
    return Dictionary(root / "nlu_data" / "dictionary")


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def row(concept: str, *ways: str, **more: object) -> dict[str, object]:
    return {"concept": concept, "type": "matter", "field": "医保", "ways": list(ways), **more}


def test_each_row_says_what_becomes_of_it(tmp_path: Path, dictionary: Dictionary) -> None:
    own = next(term for term in dictionary.of_files if term.concept == KNOWN)
    sheet = read_terms_file(
        written(
            tmp_path / "terms.jsonl",
            row("云川惠民保", "惠民码子"),
            row(KNOWN, "新农合"),
            row(own.concept, *own.ways, field=own.field) | {"concept": "高龄津贴", "is_retired": True},
        ),
        dictionary,
    )
    assert [(each.row, each.becomes) for each in sheet.rows] == [
        (1, Becomes.NEW),
        (2, Becomes.CHANGED),
        (3, Becomes.RETIRED),
    ]
    assert len(sheet.to_save) == 3


def test_bad_rows_are_told_by_their_number(tmp_path: Path, dictionary: Dictionary) -> None:
    sheet = read_terms_file(
        written(
            tmp_path / "terms.jsonl", row("云川惠民保"), row("码"), row("云川惠民保", "另一种"), row("好词语")
        ),
        dictionary,
    )
    assert [(each.row, each.reason) for each in sheet.errors] == [(2, "term_bad_name"), (3, "term_twice")]
    assert sheet.errors[1].facts["first"] == 1
    assert [each.row for each in sheet.rows] == [1, 4]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "jsonl"])
def test_what_is_exported_comes_in_unchanged(tmp_path: Path, dictionary: Dictionary, kind: str) -> None:
    own = [Term("云川惠民保", "matter", "医保", ("惠民码子",), is_word=False), *dictionary.of_files[:200]]
    after = dictionary.with_terms(own[:1])
    write_sheet(tmp_path / f"terms.{kind}", own)
    sheet = read_terms_file(tmp_path / f"terms.{kind}", after)
    assert sheet.errors == ()
    assert {each.becomes for each in sheet.rows} == {Becomes.UNCHANGED}
    assert sheet.to_save == ()
