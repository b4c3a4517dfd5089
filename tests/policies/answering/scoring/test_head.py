from __future__ import annotations

from policies.answering.scoring.head import head_features

FIRST = {"score": 0.6, "rank": 2.0, "question_unigrams": 0.5, "answer": 0.1}
SECOND = {"score": 0.3, "rank": 1.0, "question_unigrams": 0.3, "answer": 0.2}


def test_the_lead_is_measured_against_the_next_other_question() -> None:
    found = head_features([FIRST, FIRST, SECOND], ["甲", "甲", "乙"])
    assert found["gap"] == 0.3
    assert found["rank_gap"] == 1.0


def test_one_candidate_alone_leads_by_all_it_has() -> None:
    found = head_features([FIRST], ["甲"])
    assert (found["gap"], found["gap_share"], found["share"]) == (0.6, 1.0, 1.0)


def test_the_lead_in_meaning_is_measured_against_the_nearest_other() -> None:
    ordered = [{**FIRST, "meaning": 0.75}, {**SECOND, "meaning": 0.25}, {**SECOND, "meaning": 0.5}]
    assert head_features(ordered, ["甲", "乙", "丙"])["meaning_gap"] == 0.25
    assert head_features(ordered[:1], ["甲"])["meaning_gap"] == 0.75


def test_channels_agree_where_they_put_the_same_candidate_first() -> None:
    assert head_features([FIRST, SECOND], ["甲", "乙"])["agreement"] == 0.2
    assert head_features([{**FIRST, "answer": 0.3}, SECOND], ["甲", "乙"])["agreement"] == 0.4
