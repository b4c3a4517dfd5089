from __future__ import annotations

from pathlib import Path

import pytest

from policies.errors import UnreadableFile
from policies.language.normalise import normalise
from policies.language.plain_words import FILE, PlainWords
from policies.language.segment import Segmenter


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "nlu_data" / "dictionary"


@pytest.fixture(scope="module")
def plain(folder: Path) -> PlainWords:
    return PlainWords.load(folder)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("闺女能不能随我的户口", "子女"),
        ("居住证过期了咋办", "逾期"),
        ("社保断了能不能补", "断缴"),
        ("自己干的怎么交养老", "灵活就业"),
    ],
)
def test_a_plain_word_brings_the_written_one(
    text: str, written: str, plain: PlainWords, folder: Path
) -> None:
    assert written in plain.written(text, Segmenter(folder).words)


def test_what_the_question_writes_itself_is_not_added(plain: PlainWords, folder: Path) -> None:
    assert "子女" not in plain.written("我闺女就是独生子女", Segmenter(folder).words)


def test_a_short_word_inside_another_word_is_none() -> None:
    plain = PlainWords({"交": ("缴纳",)})
    assert plain.written("公交怎么坐", lambda _: ["公交", "怎么", "坐"]) == ()
    assert plain.written("社保怎么交", lambda _: ["社保", "怎么", "交"]) == ("缴纳",)


def test_the_longest_word_wins() -> None:
    plain = PlainWords({"老人家": ("老年人",), "老人": ("长者",)})
    assert plain.written("老人家免票吗", list) == ("老年人",)


def test_a_folder_without_the_file_knows_none(tmp_path: Path) -> None:
    assert PlainWords.load(tmp_path).written("闺女", list) == ()


def test_a_line_that_is_no_plain_word_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# 亲属\n闺女 子女\n老公\n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as raised:
        PlainWords.load(tmp_path)
    assert raised.value.facts["line"] == 3


def test_every_line_of_the_file_adds_something_of_its_own(folder: Path) -> None:
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    assert len({word for word, _ in pairs}) == len(pairs)
    assert [word for word, written in pairs if set(written.split("|")) == {word}] == []
    assert all(normalise(word) == word for word, _ in pairs)
