"""Every finding that a stage can leave has its sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from policies.answering.inquiry import Step
from policies.answering.scoring.candidates import BARRING
from policies.answering.scoring.model import load_model
from policies.explaining.findings import FINDINGS, OF_STAGE, about, told
from policies.explaining.pairs import HINTS
from policies.wording import section
from tests.conftest import ROOT


def written() -> Iterator[tuple[str, str]]:
    """Give (stage, an example of a finding) of every `noted(…)` in the stages' code."""
    for path in sorted((ROOT / "policies/answering/stages").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [each for each in tree.body if isinstance(each, ast.ClassDef)]
        called = [each.name for each in classes if "__call__" in ast.unparse(each)]
        stage = next(iter(called), "")
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "noted":
                for example in examples(call.args[1]):
                    yield stage, example


def examples(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from examples(node.body)
        yield from examples(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x1" for part in node.values)


@pytest.mark.parametrize(("stage", "finding"), sorted(set(written())))
def test_a_finding_of_a_stage_is_told_in_words(stage: str, finding: str) -> None:
    assert told(Step(stage, finding, 0.0)), (stage, finding)


def test_there_are_findings_to_look_at() -> None:
    assert len(set(written())) > 25


def test_every_sentence_belongs_to_a_finding() -> None:
    assert set(section("explaining")["findings"]) == {*FINDINGS, *(name for name, _ in OF_STAGE.values())}


def test_every_stage_has_a_name() -> None:
    stages = {stage for stage, _ in written() if stage}
    assert len(stages) > 10
    assert [stage for stage in stages if about(Step(stage, "", 0.0)) == stage] == []


def test_facts_are_told_in_peoples_words() -> None:
    assert told(Step("Read", "pair amount", 0.0)) == "优先找问答；问的是：标准与金额"
    assert told(Step("Screen", "route complaint", 0.0)) == "按“投诉举报”引导"
    assert told(Step("Rank", "q-1 0.934", 0.0)) == "排在第一的是问答 q-1，把握 0.934"


def test_features_and_reasons_have_names() -> None:
    names, model = section("explaining"), load_model()
    weighed = {*model.ranker.weights, *model.varied.confidence.weights, *model.single.confidence.weights}
    assert weighed <= set(names["features"])
    assert {f"against_{name}" for name in (*BARRING, *HINTS)} <= set(names["reasons"])
