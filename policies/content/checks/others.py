"""Checks of a pair against the other pairs: asked already, asked nearly so, answered otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.content.checks.claims import Claims, Thing, claims_in, claims_of, opposed
from policies.content.checks.figures import stated, supported
from policies.content.checks.finding import Finding, Severity, label_of, of_pair
from policies.content.checks.grounds import Ground, grounds_of
from policies.content.checks.known import Known
from policies.content.model import QaPair

ERROR, WARNING = Severity.ERROR, Severity.WARNING
# From this likeness on two questions are taken for one, and their figures must not differ.
THE_SAME = 0.9
_ITEM_END = re.compile(r"[；;。|\n]")
_MEASURED = frozenset({"元", "%"})


def check_others(pair: QaPair, grounds: list[Ground], known: Known) -> Iterator[Finding]:
    """Give where another pair asks the same, nearly the same, or claims otherwise of the same."""
    asked = list(_asked(pair, known))
    yield from asked
    taken = {finding.other for finding in asked}
    near = [each for each in known.questions.near(pair) if each.asked.pair_id not in taken]
    for each in near:
        other = known.pair(each.asked.pair_id)
        facts = {"other": label_of(other), "asked": each.asked.text, "likeness": f"{each.likeness:.2f}"}
        yield of_pair(pair, "nearly_asked", WARNING, "question", other.id, **facts)
    alike = {each.asked.pair_id for each in near if each.likeness >= THE_SAME and each.asked.is_title} | taken
    for other_id in sorted(alike):
        other = known.pair(other_id)
        if _same_askers(pair, other):
            yield from _otherwise(pair, other)
    yield from _same_clause(pair, grounds, known, alike)


def _asked(pair: QaPair, known: Known) -> Iterator[Finding]:
    for text in dict.fromkeys((pair.question, *pair.similar)):
        for other in known.questions.same(text, pair.region, but=pair.id):
            mine, theirs = text == pair.question, other.is_title
            rule = "title_taken" if mine and theirs else "question_taken"
            label = label_of(known.pair(other.pair_id))
            field = "question" if mine else "similar"
            yield of_pair(pair, rule, ERROR, field, other.pair_id, question=text, other=label)


def _otherwise(pair: QaPair, other: QaPair) -> Iterator[Finding]:
    """Compare two pairs that ask one thing."""
    for unit in sorted(_MEASURED):
        mine, theirs = _measured(pair, unit), _measured(other, unit)
        if mine and theirs and not mine.keys() & theirs.keys():
            facts = {"mine": "、".join(mine.values()), "theirs": "、".join(theirs.values())}
            yield of_pair(pair, "contradicts", ERROR, "summary", other.id, other=label_of(other), **facts)
    for field, mine_is, theirs_is in (
        ("department", pair.department, other.department),
        ("phone", pair.phone, other.phone),
    ):
        if mine_is and theirs_is and mine_is != theirs_is:
            facts = {"mine": mine_is, "theirs": theirs_is}
            yield of_pair(pair, f"other_{field}", WARNING, field, other.id, other=label_of(other), **facts)


def _measured(pair: QaPair, unit: str) -> dict[str, str]:
    text = "\n".join((pair.summary, *pair.detail.values()))
    return {figure.value: figure.printed for figure in stated(text) if figure.unit == unit}


def _same_clause(pair: QaPair, grounds: list[Ground], known: Known, but: set[str]) -> Iterator[Finding]:
    """Compare what pairs say on the authority of one clause, in words that the clause does not use itself."""
    told: set[tuple[str, str]] = set()
    for ground in grounds:
        own = _on_authority(pair, ground, grounds)
        for other in known.citing(ground.cited) if own else ():
            if other.id == pair.id or other.id in but or not _same_askers(pair, other):
                continue
            theirs = _on_authority(other, ground, grounds_of(other, known.policy))
            for thing, mine_is, theirs_is in _in_one_item(opposed(own, theirs), own, theirs, ground):
                if (other.id, thing.words) not in told:
                    told.add((other.id, thing.words))
                    facts = {
                        "thing": thing.words,
                        "mine": mine_is,
                        "theirs": theirs_is,
                        "clause": ground.name,
                    }
                    shown = {"other": label_of(other), **facts}
                    yield of_pair(pair, "claims_otherwise", WARNING, "summary", other.id, **shown)


def _in_one_item(
    found: list[tuple[Thing, str, str]], own: Claims, theirs: Claims, ground: Ground
) -> Iterator[tuple[Thing, str, str]]:
    """Keep what both take from one item of the clause; its other items and cells are about other matters."""
    items = [supported(item) for clause in ground.clauses for item in _ITEM_END.split(clause.text)]
    for thing, mine_is, theirs_is in found:
        if any(own[thing].keys() & item and theirs[thing].keys() & item for item in items):
            yield thing, mine_is, theirs_is


def _on_authority(pair: QaPair, ground: Ground, grounds: list[Ground]) -> Claims:
    """Return the claims whose figures stand in one cited clause and in no other that the pair cites."""
    texts = [clause.text for clause in ground.clauses]
    here = supported("\n".join(texts))
    own_words = claims_in(texts).keys()
    elsewhere: frozenset[str] = frozenset()
    for each in grounds:
        if each.cited != ground.cited:
            elsewhere |= supported("\n".join(clause.text for clause in each.clauses))
    return {
        thing: values
        for thing, values in claims_of(pair).items()
        if thing not in own_words and values.keys() <= here - elsewhere
    }


def _same_askers(pair: QaPair, other: QaPair) -> bool:
    return all(
        not mine or not theirs or mine == theirs
        for mine, theirs in ((pair.region, other.region), (pair.audience, other.audience))
    )
