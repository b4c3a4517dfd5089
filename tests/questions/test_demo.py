from __future__ import annotations

from collections import Counter

import yaml

from policies.demo.load import FOLDER
from policies.evaluation.questions import EvaluationQuestion, read_questions
from tests.questions.sets.demo import FRESH, unmet


def known() -> set[str]:
    return {
        row["id"]
        for path in FOLDER.glob("pairs/*.yml")
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    }


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
