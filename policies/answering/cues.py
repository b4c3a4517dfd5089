"""Where a question belongs (A10): words that say enough by themselves, and what the whole sentence weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policies.answering.belonging import POLICY, shares, signs
from policies.answering.inquiry import Outcome
from policies.answering.routes import ASKS, UNDOUBTED, Route, rules

# Below this Rasa's intent is a guess, and even a sure one counts only where the sentence itself weighs something.
SURE_INTENT = 0.75
LEAST_SHARE = 0.25
# From this share on a sentence leads away for certain, from the next on whatever comes near.
SURE = 0.6
PLAINLY = 0.75
# What no word says is certain from this share on; below it a pair that surely answers goes first.
CERTAINLY = 0.9
# What leans on what was said before leads away by weight from this share on: 那晚上呢 is no greeting there.
STANDS_ALONE = 0.9
# A sentence that asks for a fact needs this much.
ASKS_AND_LEADS_AWAY = 0.5
# An emergency missed is worse than one too many: words of danger need little more, a sentence without them some.
DANGER_SAID = 0.33
DANGER_WEIGHED = 0.33
DANGER_SURELY = 0.6
DANGER_BEFORE_RULES = 0.7
# Words of danger say nothing in so sure a grievance that comes again or is feared: a lift that traps people every month.
SURELY_GRIEVANCE = 0.8
AGAIN = frozenset({"often", "feared"})
# Nor in so sure a request for records of what happened, unless somebody is in danger now.
SURELY_FOR_RECORDS = 0.9
IN_DANGER = frozenset({"suicide", "now", "help", "trapped"})
# Words of another route say nothing where the sentence is so surely a question about rules.
SURELY_POLICY = 0.65
# What looks like danger and is none is something wrong that somebody shall put right; what sounds like scolding and
# holds no rough word is talk.
STANDS_FOR = {"emergency": "complaint"}
WITHOUT_WAY = {"abuse": "out_of_scope"}


def route_of(text: str, intent: str | None = None, confidence: float = 0.0) -> Route | None:
    """Return where a normalised question goes, None for an ordinary question.

    Args:
        text: the normalised question.
        intent: what Rasa understood.
        confidence: how sure Rasa is, 0 to 1.
    """
    weighed = shares(text)
    danger = _danger(text, weighed)
    if danger is not None:
        return danger
    others = [route for route in rules().routes if route.outcome is not Outcome.EMERGENCY]
    said = next((route for route in others if route.is_said(text)), None)
    if said is not None and not said.intents:
        return said
    best = _best(others, text, weighed)
    if best is not None and best[1] >= max(SURE, best[0].least):
        route, share = best
        is_certain = route.certain and (share >= CERTAINLY or route.is_said(text))
        return replace(route, certain=is_certain or route.is_sure(text, share))
    if said is not None and weighed[POLICY] < SURELY_POLICY:
        return said
    return _understood(text, intent, confidence, weighed) or _perhaps(text, best)


def is_plain(text: str, route: Route) -> bool:
    """Tell whether a normalised question weighs so much for a route that what only comes near says nothing."""
    return _share(text, route) >= PLAINLY


def is_undoubted(text: str, route: Route) -> bool:
    """Tell whether a normalised question belongs to a route without doubt."""
    return _share(text, route) >= UNDOUBTED


def stands_alone(text: str, route: Route) -> bool:
    """Tell whether a normalised question goes a way whatever was said before it: danger always does."""
    if route.outcome is Outcome.EMERGENCY or route.is_said(text):
        return True
    return _share(text, route) >= STANDS_ALONE


def _share(text: str, route: Route) -> float:
    return sum(share for name, share in shares(text).items() if name in _alike(route))


def _alike(route: Route) -> frozenset[str]:
    return frozenset(intent for each in rules().routes if each.end == route.end for intent in each.intents)


def _danger(text: str, weighed: Mapping[str, float]) -> Route | None:
    """Return the route of an emergency: its words with some weight behind them, or weight enough."""
    known, share = rules(), weighed["emergency"]
    if known.asks_about_rules(text) and share < DANGER_BEFORE_RULES:
        return None
    said = next((each for each in known.routes if "emergency" in each.intents and each.is_said(text)), None)
    elsewhere = _is_grievance(text, weighed) or _is_for_records(text, weighed)
    neither = weighed[POLICY] < SURELY_POLICY and not elsewhere
    now = share >= DANGER_SAID or neither or known.urgent.search(text)
    if said is not None and now:
        return said
    # What is said in no word of danger and is a question about rules rather than danger is a question about rules.
    if share < max(DANGER_WEIGHED, weighed[POLICY]):
        return None
    weighs = known.of_intent("emergency", text, share)
    # What only weighs a little may be a story about rules: a pair that surely answers goes first.
    return replace(weighs, certain=share >= DANGER_SURELY) if weighs else None


def _is_grievance(text: str, weighed: Mapping[str, float]) -> bool:
    """Tell whether words of danger tell of an old grievance; gas, sparks and blades are danger however often they come."""
    if weighed["complaint"] < SURELY_GRIEVANCE or rules().deadly.search(text):
        return False
    return bool(AGAIN & signs(text))


def _is_for_records(text: str, weighed: Mapping[str, float]) -> bool:
    """Tell whether words of danger name what happened, of which records are asked for."""
    if weighed["apply_disclosure"] < SURELY_FOR_RECORDS or not rules().recorded.search(text):
        return False
    return not IN_DANGER & signs(text)


def _best(routes: list[Route], text: str, weighed: Mapping[str, float]) -> tuple[Route, float] | None:
    """Return the route that weighs most with its share; classes that end alike weigh together."""
    by_outcome: dict[str, float] = {}
    by_intent = dict(weighed)
    for name, share in weighed.items():
        way = rules().of_intent(STANDS_FOR.get(name, name), text, share)
        if way is None and name in WITHOUT_WAY:
            way = rules().of_intent(WITHOUT_WAY[name], text, share)
            by_intent[WITHOUT_WAY[name]] += share
        end = way.end if way else POLICY
        by_outcome[end] = by_outcome.get(end, 0.0) + share
    end = max(by_outcome, key=lambda name: by_outcome[name])
    if end == POLICY:
        return None
    ways = [route for route in routes if route.end == end]
    intent = max((name for way in ways for name in way.intents), key=lambda name: by_intent.get(name, 0.0))
    route = rules().of_intent(intent, text, weighed.get(intent, 0.0))
    return (route, by_outcome[end]) if route else None


def _perhaps(text: str, best: tuple[Route, float] | None) -> Route | None:
    """Return the route that a question may have to go; one that asks for a fact needs more."""
    if best is None or best[1] < (
        max(best[0].least, ASKS_AND_LEADS_AWAY) if ASKS & signs(text) else best[0].least
    ):
        return None
    return replace(best[0], certain=False)


def _understood(
    text: str, intent: str | None, confidence: float, weighed: Mapping[str, float]
) -> Route | None:
    """Return the route of Rasa's intent where Rasa is sure and the sentence half agrees."""
    if intent is None or confidence < SURE_INTENT:
        return None
    if weighed.get(intent, 0.0) < LEAST_SHARE or weighed[POLICY] >= SURELY_POLICY:
        return None
    return rules().of_intent(intent, text)
