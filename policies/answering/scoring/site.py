"""A site's own calibration: the numbers of judges fitted to its questions, in a file beside its data.

The file belongs to the weights it was fitted with: after an update that brings other weights it no longer
holds, is ignored with a warning, and `yihaoda calibrate` makes a new one.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import structlog

from policies.answering.scoring.model import Judge, Linear, Model, Scale, Thresholds

log = structlog.get_logger(__name__)

Numbers = dict[str, list[float]]
JUDGES = ("varied", "single")


@dataclass(frozen=True, slots=True)
class SiteCalibration:
    """What a site's calibration file holds.

    Attributes:
        coefficients: digest of the weights it was fitted with.
        made_on: the day.
        questions: how many confirmed questions it was fitted to.
        judges: by judge the numbers `sure`, `near` and `thresholds`; a judge that is not here stays as delivered.
    """

    coefficients: str
    made_on: date
    questions: int
    judges: dict[str, Numbers]


def digest(model: Model) -> str:
    """Return a digest of the weights whose logits the numbers of a calibration put on a scale."""
    linears = [model.ranker, *(part for name in JUDGES for part in _weights(getattr(model, name)))]
    plain = [[each.intercept, sorted(each.weights.items())] for each in linears]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]


def numbers(judge: Judge) -> Numbers:
    """Return the numbers of a judge that a calibration changes."""
    return {
        "sure": [judge.sure.slope, judge.sure.intercept],
        "near": [judge.near.slope, judge.near.intercept],
        "thresholds": [judge.thresholds.high, judge.thresholds.low],
    }


def applied(model: Model, calibration: SiteCalibration) -> Model:
    """Return a model with a site's numbers in place of those delivered."""
    given = calibration.judges
    varied = _judge(model.varied, given["varied"]) if "varied" in given else model.varied
    single = _judge(model.single, given["single"]) if "single" in given else model.single
    return replace(model, varied=varied, single=single)


def with_site(model: Model, file: Path) -> Model:
    """Return a model as a site has calibrated it; as it is where the file is absent or does not belong to it."""
    found = read(file)
    if found is None:
        return model
    if found.coefficients != digest(model):
        log.warning("calibration_ignored", reason="made for other coefficients", made_on=str(found.made_on))
        return model
    return applied(model, found)


def read(file: Path) -> SiteCalibration | None:
    """Return what a calibration file holds; None where there is none, or (with a warning) none that can be read."""
    try:
        return _parsed(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("calibration_ignored", reason=type(error).__name__)
        return None


def write(file: Path, calibration: SiteCalibration) -> None:
    """Write a calibration file in one step.

    Raises:
        OSError: it cannot be written there.
    """
    plain = {
        "coefficients": calibration.coefficients,
        "made_on": calibration.made_on.isoformat(),
        "questions": calibration.questions,
        "judges": calibration.judges,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    draft.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    draft.replace(file)


def _parsed(plain: dict[str, Any]) -> SiteCalibration:
    judges = {name: _checked(given) for name, given in plain["judges"].items() if name in JUDGES}
    return SiteCalibration(
        str(plain["coefficients"]), date.fromisoformat(plain["made_on"]), int(plain["questions"]), judges
    )


def _checked(given: dict[str, Any]) -> Numbers:
    found = {name: [float(value) for value in given[name]] for name in ("sure", "near", "thresholds")}
    if any(len(values) != 2 for values in found.values()):
        raise ValueError("two numbers each")
    return found


def _judge(judge: Judge, read: Numbers) -> Judge:
    return replace(
        judge,
        sure=Scale(*read["sure"]),
        near=Scale(*read["near"]),
        thresholds=Thresholds(*read["thresholds"]),
    )


def _weights(judge: Judge) -> tuple[Linear, Linear]:
    return judge.confidence, judge.offer
