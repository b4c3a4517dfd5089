from __future__ import annotations

import re
from collections import Counter

from policies.demo.load import demo_pair_rows
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.language.normalise import normalise
from tests.questions.sets.demo import FRESH, UNSEEN, unmet


def known() -> set[str]:
    return {row["id"] for row in demo_pair_rows()}


def test_every_fresh_question_is_about_a_pair_that_there_is() -> None:
    assert not {pair for each in read_questions(FRESH) for pair in each.positive_ids} - known()


def test_the_fresh_questions_are_many_and_of_every_style() -> None:
    questions = read_questions(FRESH)
    styles = Counter(each.style for each in questions)
    assert sum(each.answerable for each in questions) >= 300
    assert styles["oos_near"] >= 60
    assert {"colloquial", "asr", "typo", "elder", "keyword", "traditional", "followup"} <= set(styles)
    assert len({each.query for each in questions}) == len(questions)
    assert all(each.context for each in questions if each.style == "followup")


def test_a_question_that_the_library_holds_word_for_word_is_not_asked() -> None:
    questions = [EvaluationQuestion(text, text, frozenset({"a"})) for text in ("社保怎么交？", "养老钱咋交")]
    assert [each.query for each in unmet(questions, [("a", "社保怎麼交")])] == ["社保怎么交？", "养老钱咋交"]
    assert [each.query for each in unmet(questions, [("a", "社保怎麼交?")])] == ["养老钱咋交"]


def test_the_unseen_questions_are_about_many_pairs_that_there_are() -> None:
    answerable = [each for each in read_questions(UNSEEN) if each.answerable]
    about = {pair for each in answerable for pair in each.positive_ids}
    assert not about - known()
    assert len(answerable) >= 240
    assert len(about) >= 200
    fields = {pair.partition("-")[0] for pair in known()}
    assert {pair.partition("-")[0] for pair in about} == fields


def test_the_unseen_questions_come_in_equal_parts_in_every_style() -> None:
    questions = read_questions(UNSEEN)
    styles = ("colloquial", "elder", "keyword", "asr", "narrative", "typo", "followup", "formal")
    unanswerable = {"oos_near": 35, "oos_far": 15, "oos_place": 10}
    assert Counter(each.style for each in questions) == dict.fromkeys(styles, 30) | unanswerable
    for each in questions:
        assert each.answerable == (each.style not in unanswerable), each.qid
        assert each.expect == (None if each.answerable else "refuse"), each.qid
        assert bool(each.context) == (each.style == "followup"), each.qid
        assert each.style != "asr" or not re.search(r"[^\w]", each.query), each.qid
        assert each.style != "narrative" or 60 <= len(each.query) <= 120, each.qid


def test_no_unseen_question_is_stored_or_stands_among_the_fresh_ones_or_comes_twice() -> None:
    unseen = [normalise(each.query) for each in read_questions(UNSEEN)]
    stored = {normalise(text) for row in demo_pair_rows() for text in (row["question"], *row["similar"])}
    fresh = {normalise(each.query) for each in read_questions(FRESH)}
    assert [text for text, times in Counter(unseen).items() if times > 1 or text in stored | fresh] == []
