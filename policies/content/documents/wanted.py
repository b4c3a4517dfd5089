"""Which documents somebody wants to see in a list, as a condition on the table of documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Disclosure, Policy, Status
from policies.content.store import Store
from policies.language.doc_number import canonical

P, E = tables.POLICY, tables.EXPLAINS
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Owner:
    """A department whose documents alone are meant: its full name, and the other names it goes by."""

    name: str
    aliases: frozenset[str] = frozenset()

    def issued(self, policy: Policy) -> bool:
        """Tell whether a document is the department's, issued alone or with others."""
        issuer = policy.issuer or ""
        return bool(self.name) and (self.name in issuer or issuer in self.aliases)


@dataclass(frozen=True, slots=True)
class WantedDocuments:
    """What narrows the list; None for what does not matter.

    Attributes:
        text: words of the title, all of which must be there, or a 文号 in any of its spellings.
        region, issuer, category: exactly these.
        status: the validity on the day of the list.
        explained: whether an interpretation explains it.
        owner: only documents of this department.
    """

    text: str | None = None
    region: str | None = None
    issuer: str | None = None
    category: str | None = None
    status: Status | None = None
    disclosure: Disclosure | None = None
    explained: bool | None = None
    owner: Owner | None = None


def owner_of(store: Store, department: str | None) -> Owner | None:
    """Return whose documents a person of a department may see; None for who may see all."""
    if department is None:
        return None
    found = next((each for each in store.departments() if each.name == department), None)
    return Owner(department, frozenset(found.aliases) if found else frozenset())


def conditions(wanted: WantedDocuments, day: date) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on the table of documents."""
    found: list[sa.ColumnElement[bool]] = []
    for column in (P.c.region, P.c.issuer, P.c.category):
        value = getattr(wanted, column.name)
        found += [column == value] if value is not None else []
    if wanted.text:
        found.append(_says(wanted.text))
    if wanted.status is not None:
        found.append(status_on(day) == wanted.status.value)
    if wanted.disclosure is not None:
        found.append(P.c.disclosure == wanted.disclosure.value)
    if wanted.explained is not None:
        explained = sa.exists().where(E.c.policy_id == P.c.id)
        found.append(explained if wanted.explained else ~explained)
    if wanted.owner is not None:
        found.append(issued_by(wanted.owner, P.c.issuer))
    return found


def status_on(day: date) -> sa.ColumnElement[str]:
    """Return a document's validity on a day as the database tells it: `Policy.status_on` in SQL."""
    begins = sa.func.coalesce(P.c.starts_on, P.c.effective_on)
    overridden = P.c.status_override.is_not(None) & (P.c.status_since.is_(None) | (P.c.status_since <= day))
    lapsed = P.c.expires_on < day
    repealed = P.c.repealed_on <= day
    # Of two ends the first counts; on the same day it lapses, as `min` of (day, status) has it.
    repealed_first = repealed & ~sa.func.coalesce(lapsed & (P.c.expires_on < P.c.repealed_on), sa.false())
    return sa.case(
        (overridden, P.c.status_override),
        (begins > day, Status.NOT_YET.value),
        (repealed_first, Status.REPEALED.value),
        (lapsed, Status.LAPSED.value),
        ((P.c.replaced_on <= day) | (P.c.amended_on <= day), Status.AMENDED.value),
        else_=Status.IN_FORCE.value,
    )


def _says(text: str) -> sa.ColumnElement[bool]:
    words = text.split()[:MOST_WORDS]
    titled = sa.and_(sa.true(), *(P.c.title.contains(word, autoescape=True) for word in words))
    number = canonical(text) or text.strip()
    return sa.or_(titled, P.c.doc_number.contains(number, autoescape=True))


def issued_by(owner: Owner, issuer: sa.Column[str | None]) -> sa.ColumnElement[bool]:
    """Return the condition that an issuer is a department, alone or with others."""
    if not owner.name:
        return sa.false()
    return sa.or_(issuer.contains(owner.name, autoescape=True), issuer.in_(owner.aliases))
