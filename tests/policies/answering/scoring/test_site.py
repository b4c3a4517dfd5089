from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from policies.answering.desk import build_desk
from policies.answering.inquiry import Outcome, Question
from policies.answering.scoring import site
from policies.answering.scoring.model import Judge, Model, Scale, Thresholds, load_model
from policies.language.entities import EntityReader
from tests.policies.answering.conftest import TODAY, Counter

CAREFUL = Thresholds(high=0.999, low=0.01)


def careful(judge: Judge) -> Judge:
    return replace(judge, sure=Scale(0.5, -3.0), thresholds=CAREFUL)


def calibration(model: Model, **judges: Judge) -> site.SiteCalibration:
    numbers = {name: site.numbers(judge) for name, judge in judges.items()}
    return site.SiteCalibration(site.digest(model), date(2026, 11, 27), 75, numbers)


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path) -> None:
    model = load_model()
    wanted = calibration(model, varied=careful(model.varied), single=careful(model.single))
    site.write(tmp_path / "new" / "site.json", wanted)
    assert site.read(tmp_path / "new" / "site.json") == wanted
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["site.json"]


def test_only_the_judges_that_were_calibrated_change_and_no_weight_does(tmp_path: Path) -> None:
    model = load_model()
    site.write(tmp_path / "site.json", calibration(model, varied=careful(model.varied)))
    found = site.with_site(model, tmp_path / "site.json")
    assert found.varied == careful(model.varied)
    assert (found.single, found.ranker, found.passage) == (model.single, model.ranker, model.passage)


def test_a_desk_answers_by_the_sites_thresholds(
    counter: Counter, reader: EntityReader, tmp_path: Path
) -> None:
    asked = Question("城乡居民医保到哪里交钱", asked_on=TODAY)
    counter.index.follow(counter.store)
    model = load_model()
    site.write(tmp_path / "site.json", calibration(model, varied=careful(model.varied)))
    as_delivered = build_desk(counter.index, counter.store, reader, model).answer(asked).answer
    own = site.with_site(model, tmp_path / "site.json")
    as_calibrated = build_desk(counter.index, counter.store, reader, own).answer(asked).answer
    assert as_delivered is not None
    assert as_calibrated is not None
    assert (as_delivered.outcome, as_calibrated.outcome) == (Outcome.ANSWERED, Outcome.CLARIFY)


def test_a_calibration_of_other_weights_is_ignored_with_a_warning(tmp_path: Path) -> None:
    model = load_model()
    site.write(tmp_path / "site.json", calibration(model, varied=careful(model.varied)))
    weights = {**model.ranker.weights, "score": model.ranker.weights["score"] + 1}
    newer = replace(model, ranker=replace(model.ranker, weights=weights))
    with capture_logs() as logs:
        assert site.with_site(newer, tmp_path / "site.json") == newer
    assert [(each["event"], each["log_level"]) for each in logs] == [("calibration_ignored", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"coefficients": "x", "made_on": "gestern", "questions": 1, "judges": {}}',
        json.dumps({"coefficients": "x", "made_on": "2026-11-27", "questions": 1, "judges": {"varied": {}}}),
        json.dumps(
            {
                "coefficients": "x",
                "made_on": "2026-11-27",
                "questions": 1,
                "judges": {"varied": {"sure": [1], "near": [1, 2], "thresholds": [0.5, 0.5]}},
            }
        ),
    ],
)
def test_a_broken_file_is_ignored_with_a_warning(tmp_path: Path, text: str) -> None:
    (tmp_path / "site.json").write_text(text, encoding="utf-8")
    with capture_logs() as logs:
        assert site.with_site(load_model(), tmp_path / "site.json") == load_model()
    assert logs[0]["event"] == "calibration_ignored"


def test_without_a_file_the_delivered_numbers_hold_in_silence(tmp_path: Path) -> None:
    with capture_logs() as logs:
        assert site.with_site(load_model(), tmp_path / "none.json") == load_model()
    assert not logs


def test_new_thresholds_of_the_same_weights_leave_a_calibration_valid() -> None:
    model = load_model()
    assert site.digest(model) == site.digest(replace(model, varied=careful(model.varied)))
