"""The look over the training data finds what is wrong with it, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.assistant.data_check import FEWEST, Checked, check_data
from policies.content.checks.finding import Severity

DOMAIN = {"intents": ["ask_amount", "greet", "handoff"], "entities": ["region"]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bot" / "domain").mkdir(parents=True)
    for part, names in DOMAIN.items():
        lines = "".join(f"  - {name}\n" for name in names)
        (tmp_path / "bot" / "domain" / f"{part}.yml").write_text(f"{part}:\n{lines}", encoding="utf-8")
    (tmp_path / "nlu_data" / "intents").mkdir(parents=True)
    return tmp_path


def write(project: Path, intent: str, *sentences: str) -> None:
    lines = "".join(f"      - {each}\n" for each in sentences)
    text = f'version: "3.1"\nnlu:\n  - intent: {intent}\n    examples: |\n{lines}'
    (project / "nlu_data" / "intents" / f"{intent}.yml").write_text(text, encoding="utf-8")


def found(project: Path) -> dict[str, tuple[Severity, str, dict[str, str]]]:
    return {each.rule: (each.severity, each.place, each.facts) for each in check_data(project).findings}


def filled(project: Path) -> None:
    write(project, "ask_amount", *(f"第{number}种补贴一个月有多少" for number in range(FEWEST)))
    write(project, "greet", *(f"{'早' * (number + 1)}上好" for number in range(FEWEST)))
    write(project, "handoff", *(f"请转{number}号窗口的工作人员" for number in range(FEWEST)))


def test_whole_data_has_no_finding(project: Path) -> None:
    filled(project)
    assert check_data(project) == Checked(dict.fromkeys(DOMAIN["intents"], FEWEST), ())


def test_one_sentence_under_two_intents_is_an_error_with_both_places(project: Path) -> None:
    filled(project)
    write(
        project,
        "greet",
        *(f"{'早' * (number + 1)}上好" for number in range(FEWEST)),
        "第3种补贴，一个月有多少？",
    )
    severity, place, facts = found(project)["same_in_two"]
    assert severity is Severity.ERROR
    assert place == f"nlu_data/intents/greet.yml:{5 + FEWEST}"
    assert facts["at"] == "nlu_data/intents/ask_amount.yml:8"
    lines = (project / "nlu_data" / "intents" / "ask_amount.yml").read_text(encoding="utf-8").splitlines()
    assert "第3种补贴" in lines[8 - 1]


def test_nearly_the_same_under_two_intents_is_a_warning(project: Path) -> None:
    filled(project)
    write(
        project,
        "greet",
        *(f"{'早' * (number + 1)}上好" for number in range(FEWEST)),
        "第3种补贴一个月能有多少",
    )
    severity, _, facts = found(project)["alike"]
    assert severity is Severity.WARNING
    assert {facts["intent"], facts["other"]} == {"ask_amount", "greet"}


def test_few_and_no_examples_and_unknown_names_are_found(project: Path) -> None:
    filled(project)
    write(project, "greet", "你好")
    (project / "nlu_data" / "intents" / "handoff.yml").unlink()
    write(project, "chat", "我在[云川](regoin)聊聊天吧")
    told = found(project)
    assert told["few_examples"][2] == {"intent": "greet", "count": "1", "least": str(FEWEST)}
    assert told["no_examples"][2] == {"intent": "handoff"}
    assert told["unknown_intent"][1] == "nlu_data/intents/chat.yml:5"
    assert told["unknown_entity"][2] == {"entity": "regoin", "text": "我在云川聊聊天吧"}


def test_a_broken_file_is_named_with_its_line_and_hides_no_other(project: Path) -> None:
    filled(project)
    (project / "nlu_data" / "intents" / "broken.yml").write_text("nlu:\n  - intent: [\n", encoding="utf-8")
    severity, place, _ = found(project)["broken_file"]
    assert severity is Severity.ERROR
    assert place.startswith("nlu_data/intents/broken.yml:")
    assert sum(check_data(project).counts.values()) == 3 * FEWEST


def test_the_products_own_data_holds_no_error(root: Path) -> None:
    checked = check_data(root)
    assert [each for each in checked.findings if each.severity is Severity.ERROR] == []
    assert min(checked.counts.values()) >= FEWEST
