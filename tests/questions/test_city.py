from __future__ import annotations

from policies.evaluation.questions import EvaluationQuestion
from tests.questions.sets.city import grouped, variants


def question(qid: str, query: str, *pairs: str) -> EvaluationQuestion:
    return EvaluationQuestion(qid, query, frozenset(pairs))


def test_questions_that_share_a_pair_are_one_group() -> None:
    groups = grouped([question("1", "甲", "a"), question("2", "乙", "b"), question("3", "丙", "a", "b")])
    assert [{each.qid for each in group} for group in groups] == [{"1", "2", "3"}]


def test_a_question_never_meets_itself() -> None:
    asked = question("1", "医保怎么报销？", "a")
    held = [question("2", "醫保怎麼報銷?", "a"), question("3", "看病花的钱怎么拿回来", "a", "b")]
    assert variants(held, [asked]) == {"a": ("看病花的钱怎么拿回来",), "b": ("看病花的钱怎么拿回来",)}
