"""The training data and the domain agree with one another and with the action server."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.bot.training_files import (
    ANNOTATION,
    actions_after_intents,
    cues,
    domain,
    entity_ways,
    examples,
)

SHORT_SOCIAL = {"affirm", "deny", "thanks", "goodbye", "greet"}
ENTITIES = {"region", "audience", "topic", "doc_number", "department", "year", "amount", "facet"}


def test_there_are_at_least_eighteen_intents_and_each_has_examples() -> None:
    assert len(domain("intents")) >= 18
    assert set(examples()) == set(domain("intents"))


@pytest.mark.parametrize("intent", sorted(examples()))
def test_an_intent_has_enough_different_examples(intent: str) -> None:
    least = 20 if intent in SHORT_SOCIAL else 40
    assert len(set(examples()[intent])) >= least


def test_no_example_stands_twice_or_under_two_intents() -> None:
    counted = Counter(ANNOTATION.sub(r"\1", text) for texts in examples().values() for text in texts)
    assert [text for text, times in counted.items() if times > 1] == []


def test_every_annotated_word_is_a_known_way_of_its_entity() -> None:
    ways = entity_ways()
    unknown = [
        (text, entity)
        for texts in examples().values()
        for example in texts
        for text, entity in ANNOTATION.findall(example)
        if text not in ways.get(entity, set())
    ]
    assert unknown == []


def test_the_entity_files_are_those_of_the_domain() -> None:
    assert set(entity_ways()) == ENTITIES == {next(iter(each)) for each in domain("entities")}


def test_no_way_of_an_entity_means_two_values(root: Path) -> None:
    for path in (root / "nlu_data" / "entities").glob("*.yml"):
        rows = yaml.safe_load(path.read_text(encoding="utf-8")).get("values", [])
        counted = Counter(way for row in rows for way in (row["value"], *row["ways"]))
        assert [way for way, times in counted.items() if times > 1] == [], path.name


@pytest.mark.parametrize(
    "text",
    ["示医保发〔2025〕6号", "示教发[2025]3号", "示建发(2023)18号", "示民发【2024】7号", "示财发2024第9号"],
)
def test_a_document_number_is_found_in_every_bracket(root: Path, text: str) -> None:
    content = yaml.safe_load((root / "nlu_data/entities/doc_number.yml").read_text(encoding="utf-8"))
    found = [match[0] for each in content["patterns"] if (match := re.search(each, text))]
    assert text in found


@pytest.mark.parametrize("name", sorted(cues()))
def test_a_cue_is_a_regular_expression_that_matches_some_example(name: str) -> None:
    cue = re.compile(cues()[name], re.IGNORECASE)
    assert any(cue.search(text) for texts in examples().values() for text in texts)


def test_every_intent_leads_to_exactly_one_action_of_the_domain() -> None:
    after = actions_after_intents()
    assert set(after) == set(domain("intents"))
    assert all(len(actions) == 1 for actions in after.values())
    assert {action for actions in after.values() for action in actions} == set(domain("actions"))


def test_the_actions_of_the_domain_are_those_of_the_action_server(root: Path) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (root / "actions").rglob("*.py")]
    registered = {name for text in sources for name in re.findall(r'return ["\'](action_[a-z_]+)["\']', text)}
    assert registered == set(domain("actions"))


def test_no_wording_lives_in_the_assistant(root: Path) -> None:
    for path in (root / "bot" / "domain").glob("*.yml"):
        assert "responses" not in yaml.safe_load(path.read_text(encoding="utf-8")), path.name
