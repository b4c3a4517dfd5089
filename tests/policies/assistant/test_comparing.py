"""A model beside the one that answers."""

from __future__ import annotations

from typing import Any

from policies.assistant.comparing import Verdict, compare
from policies.assistant.model import Model
from tests.policies.assistant.conftest import MADE, figures


def model(name: str, report: dict[str, Any] | None, on: str = "same") -> Model:
    return Model(name, MADE, "管理员", "r", "d", 1, 1, 1.0, report, on if report else None)


def test_it_says_which_intents_fell_and_rose_and_which_sentences_are_newly_wrong() -> None:
    new, old = figures(0.88, 0.95, greet=0.9, complaint=0.7), figures(0.87, 0.95, greet=0.8, complaint=0.8)
    known = ["complaint", "ask_policy", "路灯坏了"]
    old["confusions"] = [known]
    new["confusions"] = [known, ["complaint", "greet", "楼上太吵了"]]
    found = compare(model("new", new), model("old", old))
    assert found.verdict is Verdict.GOOD
    assert [each.intent for each in found.worse] == ["complaint"]
    assert [each.intent for each in found.better] == ["greet"]
    assert found.confusions == (("complaint", "greet", "楼上太吵了"),)


def test_emergencies_may_not_fall_at_all_and_macro_f1_by_a_little() -> None:
    old = model("old", figures(0.870, 0.95))
    assert compare(model("new", figures(0.861, 0.95)), old).verdict is Verdict.GOOD
    assert compare(model("new", figures(0.859, 0.95)), old).verdict is Verdict.WORSE
    assert compare(model("new", figures(0.990, 0.9499)), old).verdict is Verdict.EMERGENCY_FELL


def test_figures_of_other_examples_are_not_compared() -> None:
    found = compare(model("new", figures(0.9, 1.0), "other"), model("old", figures(0.8, 0.9)))
    assert found.verdict is Verdict.UNMEASURED
    assert found.old is None
    assert compare(model("new", None), None).verdict is Verdict.FIRST
