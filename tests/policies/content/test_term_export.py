"""The dictionary in effect, as files for the assistant."""

from __future__ import annotations

from pathlib import Path

from policies.content.term_export import export_dictionary
from policies.language.dictionary import Dictionary
from policies.language.pipeline import user_words
from policies.language.segment import listed_words
from policies.language.term import Term

OWN = Term("云川惠民一码通", "document", "政务服务", ("惠民码子",), revision=7)
GONE = Term("灵活就业人员", "person", "通用", (), is_retired=True, revision=8)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_exported_dictionary_is_the_dictionary_in_effect(root: Path, tmp_path: Path) -> None:
    dictionary = Dictionary(root / "nlu_data" / "dictionary", [OWN, GONE])
    export_dictionary(dictionary, tmp_path / "dictionary")
    again = Dictionary(tmp_path / "dictionary")
    assert [term.concept for term in again.terms] == [term.concept for term in dictionary.terms]
    assert again.words.keys() == dictionary.words.keys()
    for text in ("惠民码子怎么开通", "灵活就业人员社保怎么交", "新农合今年交多少钱"):
        assert again.trial(text).concepts == dictionary.trial(text).concepts


def test_an_editor_s_words_reach_the_assistant_and_retired_ones_leave(root: Path, tmp_path: Path) -> None:
    export_dictionary(Dictionary(root / "nlu_data" / "dictionary", [OWN, GONE]), tmp_path / "dictionary")
    words = {word for word, _, _ in listed_words(tmp_path / "dictionary")}
    assert {"云川惠民一码通", "惠民码子"} <= words
    assert "灵活就业人员" not in words
    assert "惠民码子" in user_words(tmp_path / "dictionary", [])


def test_the_same_terms_give_the_same_files_over_an_older_export(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dictionary"
    export_dictionary(Dictionary(root / "nlu_data" / "dictionary"), folder)
    export_dictionary(Dictionary(root / "nlu_data" / "dictionary", [OWN]), folder)
    first = files(folder)
    export_dictionary(Dictionary(root / "nlu_data" / "dictionary", [OWN]), folder)
    assert files(folder) == first
    assert [path.name for path in tmp_path.iterdir()] == ["dictionary"]
