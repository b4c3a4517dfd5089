from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.answering.scoring.model import FILE, Linear, load_model, read_model, sigmoid


def test_the_model_delivered_is_complete_and_its_thresholds_in_order() -> None:
    model = load_model()
    assert 0 < model.quote < 1
    for judge in (model.varied, model.single):
        assert 0 < judge.thresholds.low < judge.thresholds.high < 1
        assert judge.sure.slope > 0
        assert judge.near.slope > 0


def test_no_sign_for_a_candidate_speaks_against_it() -> None:
    model = load_model()
    judged = [each for judge in (model.varied, model.single) for each in (judge.confidence, judge.offer)]
    for linear in (model.ranker, model.passage, *judged):
        assert all(weight > 0 for weight in linear.weights.values())


def test_a_feature_without_a_weight_does_not_count() -> None:
    assert Linear(1.0, {"score": 2.0}).value({"score": 0.5, "other": 9.0}) == 2.0


@pytest.mark.parametrize("logit", [-1e6, -3.0, 0.0, 3.0, 1e6])
def test_a_confidence_lies_between_0_and_1(logit: float) -> None:
    assert 0 <= sigmoid(logit) <= 1


def test_a_broken_model_is_an_error(tmp_path: Path) -> None:
    broken = {key: value for key, value in json.loads(FILE.read_text("utf-8")).items() if key != "single"}
    file = tmp_path / "coefficients.json"
    file.write_text(json.dumps(broken), "utf-8")
    with pytest.raises(KeyError):
        read_model(file)


def test_a_pair_with_one_question_has_a_judge_of_its_own() -> None:
    model = load_model()
    assert model.judge({"single": 1.0}) is model.single
    assert model.judge({"single": 0.0}) is model.varied
