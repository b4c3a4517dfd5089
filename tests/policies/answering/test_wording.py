"""Everything the desk says stands in wording.yml and can be spoken."""

from __future__ import annotations

import pytest

from policies.answering.inquiry import Outcome
from policies.answering.routes import rules
from policies.answering.routing import routed
from policies.content.model import Facet
from policies.wording import say, section

SENTENCES = {
    Outcome.CLARIFY: "clarify.summary",
    Outcome.QUOTED: "quoted.policy",
    Outcome.NEEDS_DETAIL: "needs_detail.summary",
    Outcome.NOT_FOUND: "not_found.summary",
    Outcome.NOT_IN_FORCE: "not_in_force.summary",
    Outcome.PAUSED: "paused.some",
}


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.ANSWERED])
def test_every_outcome_has_its_sentence(outcome: Outcome) -> None:
    """An answered question speaks with the pair's own approved words."""
    if outcome in SENTENCES:
        group, key = SENTENCES[outcome].split(".")
        assert section("answering")[group][key]
    else:
        assert any(route.outcome is outcome for route in rules().routes)


@pytest.mark.parametrize("route", rules().routes, ids=lambda route: str(route.text))
def test_every_route_says_something_short_enough_to_be_heard(route: object) -> None:
    answer = routed(route)  # type: ignore[arg-type]
    assert answer.summary
    assert 0 < len(answer.speech) <= 120
    assert "http" not in answer.speech
    assert not set("（）()《》") & set(answer.speech)


@pytest.mark.parametrize(
    "route",
    [route for route in rules().routes if route.outcome is Outcome.EMERGENCY],
    ids=lambda route: str(route.text),
)
def test_an_emergency_names_every_number_at_once(route: object) -> None:
    answer = routed(route)  # type: ignore[arg-type]
    for number in ("110", "119", "120", "122"):
        assert number in answer.summary
        assert number in answer.speech


@pytest.mark.parametrize("facet", list(Facet))
def test_every_facet_has_its_label(facet: Facet) -> None:
    assert say(f"answering.facets.{facet.value}")
