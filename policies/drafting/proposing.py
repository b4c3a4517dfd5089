"""Pairs proposed from a document: what each clause states becomes a question with that clause as its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from policies.content.checks.directory import Directory
from policies.content.checks.form import LONGEST_KEYWORD
from policies.content.model import Department, Facet, PairCitation, Policy, QaPair
from policies.drafting.matter import defined, figure_of, matter_of, title_matter
from policies.drafting.provisions import Provision, provisions
from policies.drafting.shortening import shortened, spoken
from policies.drafting.signs import signs
from policies.language.asking import askings

KeywordsOf = Callable[[str], list[str]]
VALIDITY, FIGURE, FEE = "validity", "figure", "fee"
# The facets of ways of asking that have names of their own.
FACETS = {VALIDITY: Facet.DEADLINE, FIGURE: Facet.AMOUNT, FEE: Facet.AMOUNT}
MOST_KEYWORDS = 6
_LEADS = ("牵头", "负责")


def proposed(policy: Policy, directory: Directory, keywords_of: KeywordsOf) -> list[QaPair]:
    """Return the drafts that a document's clauses give, in their order, no question twice.

    Args:
        policy: the document.
        directory: the departments, for full names and phones.
        keywords_of: returns the official words in a question.
    """
    found: dict[str, QaPair] = {}
    for pair in (*_of_clauses(policy), *_of_document(policy)):
        if pair.question not in found:
            found[pair.question] = _addressed(pair, policy, directory, keywords_of)
    return list(found.values())


def _of_clauses(policy: Policy) -> Iterator[QaPair]:
    for provision in provisions(policy):
        heading = provision.clause.heading
        found = _of_provision(policy, provision)
        if heading.endswith(("？", "?")):
            yield from (replace(pair, question=heading, similar=()) for pair in islice(found, 1))
        else:
            yield from found


def _of_provision(policy: Policy, provision: Provision) -> Iterator[QaPair]:
    for name, sign in signs().items():
        stated = provision.stating(sign.fits)
        if stated and name != VALIDITY:
            yield _pair(policy, provision, *_asked(policy, provision, name, stated[0]), stated)


def _of_document(policy: Policy) -> Iterator[QaPair]:
    """Give who is responsible for the whole, and since when and how long it holds."""
    every = list(provisions(policy))
    marked = next((each for each in every if each.mark), None)
    if marked is not None:
        yield _pair(policy, marked, Facet.DEPARTMENT.value, title_matter(policy), [f"{marked.mark}。"])
    for provision in reversed(every):
        stated = provision.stating(signs()[VALIDITY].fits)
        if stated:
            yield _pair(policy, provision, VALIDITY, f"《{policy.title}》", stated[:1])
            return


def _asked(policy: Policy, provision: Provision, name: str, sentence: str) -> tuple[str, str]:
    """Return the way of asking and what is asked about."""
    if name == Facet.WHAT and (term := defined(sentence)):
        return name, term
    if name == Facet.AMOUNT and (figure := figure_of(policy, provision, sentence)):
        return FIGURE, figure
    if name == Facet.PHONE:
        return name, title_matter(policy)
    return name, matter_of(policy, provision, sentence)


def _pair(policy: Policy, provision: Provision, name: str, matter: str, stated: Sequence[str]) -> QaPair:
    facet, asking, whole = FACETS.get(name) or Facet(name), askings()[name], "".join(stated)
    return QaPair(
        question=asking.question(matter),
        similar=tuple(asking.others(matter)),
        summary=shortened(whole),
        detail={facet: whole},
        speech=spoken(whole),
        citations=(PairCitation(policy.id, provision.clause.path),),
        department=_responsible(provision),
        facet=facet,
    )


def _responsible(provision: Provision) -> str | None:
    marks = provision.clause.responsibilities
    leads = [each.department for role in _LEADS for each in marks if each.role == role]
    return leads[0] if leads else None


def _addressed(pair: QaPair, policy: Policy, directory: Directory, keywords_of: KeywordsOf) -> QaPair:
    """Return a draft with its department, phone, region, category, days and keywords."""
    office: Department | None = directory.find(pair.department) or directory.find(policy.issuer)
    words = [title_matter(policy), *keywords_of(pair.question)]
    return replace(
        pair,
        department=office.name if office else pair.department or policy.issuer,
        phone=office.phone if office else None,
        region=policy.region,
        category=policy.category,
        effective_on=policy.effective_on,
        expires_on=policy.expires_on,
        keywords=tuple(dict.fromkeys(each for each in words if len(each) <= LONGEST_KEYWORD))[:MOST_KEYWORDS],
    )
