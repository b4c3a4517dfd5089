"""Questions of published pairs become training data."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.questions import (
    INTENT_OF_FACET,
    BadQuestions,
    chosen_questions,
    examples_by_intent,
    read_questions,
    write_training_data,
)
from policies.content.model import Facet
from tests.bot.training_files import domain, examples


def written(path: Path, entries: object) -> Path:
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return path


def test_every_facet_of_the_library_has_an_intent_of_the_domain() -> None:
    assert set(INTENT_OF_FACET) == {facet.value for facet in Facet}
    assert set(INTENT_OF_FACET.values()) <= set(domain("intents"))


def test_the_facet_of_a_pair_names_its_intent(tmp_path: Path) -> None:
    path = written(tmp_path / "q.yml", [{"question": "高龄津贴每月多少钱", "facet": "amount"}])
    assert read_questions(path) == {"ask_amount": {"高龄津贴每月多少钱"}}


def test_a_question_whose_facet_nobody_gave_teaches_nothing(tmp_path: Path) -> None:
    assert read_questions(written(tmp_path / "q.yml", [{"question": "高龄津贴", "facet": None}])) == {}


def test_an_empty_export_is_no_error(tmp_path: Path) -> None:
    assert read_questions(written(tmp_path / "q.yml", [])) == {}


@pytest.mark.parametrize(
    "entries", [{"question": "x"}, ["x"], [{"facet": "why"}], [{"question": "x", "facet": "colour"}]]
)
def test_a_malformed_export_is_refused(tmp_path: Path, entries: object) -> None:
    with pytest.raises(BadQuestions):
        read_questions(written(tmp_path / "q.yml", entries))


def test_a_large_library_does_not_drown_the_examples_written_by_hand() -> None:
    by_hand = {"ask_amount": {"补贴多少钱", "低保多少钱"}}
    exported = {"ask_amount": {f"第{number}项补贴是多少" for number in range(500)}}
    first = chosen_questions(by_hand, exported)
    assert len(first["ask_amount"]) == 2
    assert chosen_questions(by_hand, exported) == first


def test_a_question_that_has_two_facets_or_stands_among_the_examples_is_left_out() -> None:
    by_hand = {"ask_amount": {"补贴多少钱"}, "ask_materials": {"带什么"}}
    exported = {"ask_amount": {"补贴多少钱", "领补贴"}, "ask_materials": {"领补贴"}}
    assert chosen_questions(by_hand, exported) == {"ask_amount": [], "ask_materials": []}


def test_the_training_data_reads_back_as_it_was_chosen(tmp_path: Path) -> None:
    write_training_data({"ask_amount": ["高龄津贴: 每月多少钱?", "#2 补贴"]}, tmp_path / "published.yml")
    assert examples_by_intent(tmp_path) == {"ask_amount": {"高龄津贴: 每月多少钱?", "#2 补贴"}}


def test_the_examples_by_hand_are_read_without_their_annotations(root: Path) -> None:
    read = examples_by_intent(root / "nlu_data" / "intents")
    assert set(read) == set(examples())
    assert "我在云川区" in read["change_region"]
