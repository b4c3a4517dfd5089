"""What a clause is about, in words that a question can use: 第五条 of 《示范市临时救助办法》 → 临时救助."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policies.content.model import Policy
from policies.drafting.provisions import Provision
from policies.drafting.signs import words

SHORTEST, LONGEST = 3, 20
LONGEST_PLAIN_FIGURE, LONGEST_LEAD = 8, 26
_BRACKETS = re.compile(r"（[^（）]*）|“|”|《|》|\s")
_CUT = re.compile(r"[，。；：]")
_JOINS = re.compile(r"[和、与及]")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()[name])


@cache
def _matters() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, words()["matters"]))


def matter_of(policy: Policy, provision: Provision, sentence: str) -> str:
    """Return what a sentence is about: by its clause's heading, its own words, headings above, or the title."""
    own = provision.clause.heading
    above = (heading for heading in provision.above if heading != own and not _JOINS.search(heading))
    named = (
        heading_matter(own),
        *_said(sentence, provision.opening),
        *map(heading_matter, above),
        title_matter(policy),
    )
    return next(filter(None, named))


def defined(sentence: str) -> str:
    """Return the term that a sentence defines: 本细则所称青年人才，是指… → 青年人才; "" where it defines none."""
    found = _pattern("defines").search(_BRACKETS.sub("", sentence))
    return found["matter"] if found else ""


def figure_of(policy: Policy, provision: Provision, sentence: str) -> str:
    """Return whose figure a sentence tells: 职工医保参保人员住院的起付标准; "" where it names none."""
    plain = _BRACKETS.sub("", sentence)
    found = _pattern("figures").search(plain)
    if not found:
        return ""
    figure, lead = found["matter"], _CUT.split(plain)[0]
    if plain.startswith(figure):
        matter = matter_of(policy, provision, "")
        speaks_for_itself = matter in figure or len(figure) > LONGEST_PLAIN_FIGURE
        return figure if speaks_for_itself else f"{matter}的{figure}"
    if SHORTEST < len(lead) <= LONGEST_LEAD and not _pattern("no_lead").search(lead):
        return f"{lead}的{figure}"
    return f"{matter_of(policy, provision, sentence)}的{figure}"


def title_matter(policy: Policy) -> str:
    """Return what a document is about, from its title: 示范市临时救助办法 → 临时救助."""
    title = _BRACKETS.sub("", re.sub(r"（试行）|（暂行）", "", policy.title))
    title = _pattern("title_starts").sub("", title).removeprefix(policy.region or "")
    title = _pattern("office_words").sub("", title)
    before = None
    while before != title:
        before, title = title, _pattern("title_ends").sub("", title) or title
    return title or policy.title


def _said(*texts: str) -> Iterator[str]:
    for text in texts:
        for pattern in _matters():
            found = pattern.search(_BRACKETS.sub("", text))
            if found and _is_matter(found["matter"]):
                yield found["matter"]


def _is_matter(words_: str) -> bool:
    fits = SHORTEST <= len(words_) <= LONGEST and not _pattern("no_matter").match(words_)
    return fits and bool(_pattern("matter_ends").search(words_))


def heading_matter(heading: str) -> str:
    """Return the matter that a heading names; "" where it names only what is asked, or nothing."""
    core = _CUT.split(_BRACKETS.sub("", heading))[0]
    if _pattern("general").match(core) or _pattern("sentence_words").search(core):
        return ""
    core = _pattern("facet_words").sub("", _pattern("office_words").sub("", core))
    return "" if len(core) < SHORTEST or _pattern("no_matter").match(core) else core
