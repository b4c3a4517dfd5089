"""What a stage found, in words for editors: findings of the trace are short and name identifiers."""

from __future__ import annotations

import re
from functools import cache

from policies.answering.inquiry import Step
from policies.wording import say, section

# Key of the sentence under `explaining.findings` → how stages write it; {facts} of it may stand in the sentence.
# The first that fits decides.
FINDINGS = {
    "characters": "{count} characters",
    "chosen": "chosen {pair}",
    "chosen_gone": "the chosen pair is not published any more",
    "ordinary": "a policy question",
    "perhaps": "perhaps {route}",
    "none_of_these": "none of those offered",
    "region_set": "region set",
    "elsewhere_again": "the last question, elsewhere",
    "which_region": "which region",
    "too_little": "too little asked",
    "pairs": "{count} pairs",
    "other_place": "about another place",
    "off_emergency": "off, but an emergency",
    "off_all": "all is off, {switch}",
    "off_unsure": "{pair} is off, and not surely meant",
    "off_source": "the source is off, {switch}",
    "off_pair": "{pair} is off, {switch}",
    "not_near": "no pair comes near ({confidence})",
    "pair_gone": "the pair is gone",
    "districts": "answered in districts only",
    "answer": "answer {pair}",
    "none_in_force": "no pair in force comes near",
    "choices": "{count} choices",
    "pair_answers": "a pair answers, not {route}",
    "pairs_near": "pairs come near, not {route}",
    "document_holds": "a document holds it, not {route}",
    "documents_first": "documents are asked before {route}",
    "route": "route {route}",
    "passages": "{count} passages",
    "document_meant": "the document meant {source}",
    "document_named": "the document named {source}",
    "no_passage_at_all": "no passage holds the answer",
    "no_passage": "no passage holds the answer ({support})",
    "verified": "in force",
    "unpublished": "the pair is not published",
    "basis_lapsed": "its basis {source} is not in force",
    "out_of_date": "the pair is out of date",
    "closed": "its basis may not be shown",
    "source_closed": "the source may not be shown",
    "source_lapsed": "{source} is not in force",
    "nothing_to_verify": "nothing to verify",
    "refused": "refused",
}
# Findings that say nothing without their stage.
OF_STAGE = {
    "Rank": ("ranked", "{pair} {confidence}"),
    "Quote": ("quoted", "{source} {support}"),
    "Read": ("read", "{prefers} {facet}"),
}
_FACT = re.compile(r"\\\{(\w+)\\\}")


def told(step: Step) -> str:
    """Return what a stage found, in a sentence; "" where there is none for it."""
    if not step.finding:
        return say("explaining.nothing_found")
    own = [_of_stage()[step.stage]] if step.stage in OF_STAGE else []
    for name, pattern in (*_every(), *own):
        found = pattern.fullmatch(step.finding)
        if found is not None:
            facts = {key: _named(key, value) for key, value in found.groupdict().items()}
            return say(f"explaining.findings.{name}", **facts)
    return ""


def about(step: Step) -> str:
    """Return how a stage is called."""
    return str(section("explaining")["stages"].get(step.stage, step.stage))


def _named(key: str, value: str) -> str:
    """Return a fact of a finding in people's words, where there are some."""
    if key == "facet":
        facet, _, more = value.partition(" ")
        name = str(section("answering.facets").get(facet, say("explaining.no_facet")))
        return f"{name}{say('explaining.follow_up') if more else ''}"
    return str(section("explaining").get(f"{key}s", {}).get(value, value))


@cache
def _every() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(written)) for name, written in FINDINGS.items())


@cache
def _of_stage() -> dict[str, tuple[str, re.Pattern[str]]]:
    return {stage: (name, _pattern(written)) for stage, (name, written) in OF_STAGE.items()}


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(_FACT.sub(r"(?P<\1>.+?)", re.escape(written)))
