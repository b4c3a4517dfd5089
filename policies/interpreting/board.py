"""The board of interpretations in step (三同步): every document that should have one, by need, and figures by department."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.documents.wanted import Owner, issued_by
from policies.content.model import Disclosure, InterpretationKind, Policy, Status
from policies.content.reading import snapshot
from policies.content.store import Store
from policies.interpreting.standing import NEED, Standing, Step, Text, step_of

D, T, E = tables.POLICY, tables.INTERPRETATION, tables.EXPLAINS


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents; each that is not None narrows them.

    Attributes:
        department: issued by it.
        owner: issued by this department alone or with others: what a liaison may see.
        year: made public in it.
        step: that stand so.
        lapsed: also those that hold no more.
    """

    department: str | None = None
    year: int | None = None
    step: Step | None = None
    lapsed: bool = False
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many documents of a department stand how; `department` is None for those without an issuer."""

    department: str | None
    steps: dict[Step, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.steps.values())

    @property
    def share(self) -> float:
        """Which part of them was interpreted in step."""
        return self.steps[Step.IN_STEP] / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Board:
    """The documents that are wanted, those in need first and the newest of them first; figures by department, by need.

    Attributes:
        whole: the figures of all of them together.
        years: in which documents were made public, of the department or of all, the newest first.
        names: the departments that there are to choose from.
    """

    rows: tuple[Standing, ...]
    departments: tuple[Coverage, ...]
    whole: Coverage
    years: tuple[int, ...]
    names: tuple[str, ...]


def board(store: Store, today: date, wanted: Wanted) -> Board:
    """Return the board on a day. Only documents that everybody may read are to be interpreted.

    The figures do not look at `wanted.step`, so that each stands beside the others.
    """
    every = [each for each in _standings(store, today, wanted) if wanted.lapsed or _holds(each)]
    chosen = [each for each in every if wanted.year in (None, _year(each))]
    rows = [each for each in chosen if wanted.step in (None, each.step)]
    return Board(
        rows=tuple(sorted(rows, key=_by_need)),
        departments=_departments(chosen),
        whole=_coverage(None, chosen),
        years=tuple(sorted({year for each in every if (year := _year(each))}, reverse=True)),
        names=tuple(sorted({each.issuer for each in every if each.issuer})),
    )


def standing_of(store: Store, policy: Policy, today: date) -> Standing:
    """Return how one document stands, whatever its disclosure."""
    texts = [
        Text(each.id, each.title, each.kind, each.published_on)
        for each in store.interpretations_of(policy.id)
    ]
    return _standing(policy, texts, today)


def _standings(store: Store, today: date, wanted: Wanted) -> Iterable[Standing]:
    documents = sa.select(D).where(D.c.disclosure == Disclosure.PUBLIC.value)
    if wanted.department is not None:
        documents = documents.where(D.c.issuer == wanted.department)
    if wanted.owner is not None:
        documents = documents.where(issued_by(wanted.owner, D.c.issuer))
    texts: defaultdict[str, list[Text]] = defaultdict(list)
    columns = (E.c.policy_id, T.c.id, T.c.title, T.c.kind, T.c.published_on)
    with snapshot(store.engine) as connection:
        joined = sa.select(*columns).join(T, T.c.id == E.c.interpretation_id)
        for policy_id, identifier, title, kind, day in connection.execute(joined):
            texts[policy_id].append(Text(identifier, title, InterpretationKind(kind), day))
        rows = connection.execute(documents).mappings().all()
    return [_standing(mapping.to_policy(row, (), ()), texts[row["id"]], today) for row in rows]


def _standing(policy: Policy, texts: list[Text], today: date) -> Standing:
    day = policy.published_on or policy.written_on
    ordered = tuple(sorted(texts, key=lambda each: (each.published_on or date.max, each.id)))
    step, days = step_of(day, ordered)
    # A text whose place a newer one has taken holds no more, although its status says 已修改.
    replaced = policy.replaced_on is not None and today >= policy.replaced_on
    status = Status.REPEALED if replaced and not policy.holds_on(today) else policy.status_on(today)
    return Standing(
        policy.id, policy.title, policy.doc_number, policy.issuer, day, status, ordered, step, days
    )


def _holds(each: Standing) -> bool:
    return each.status in (Status.IN_FORCE, Status.AMENDED, Status.NOT_YET)


def _year(each: Standing) -> int | None:
    return each.published_on.year if each.published_on else None


def _by_need(each: Standing) -> tuple[int, int, str]:
    return NEED.index(each.step), -(each.published_on or date.min).toordinal(), each.id


def _departments(chosen: Iterable[Standing]) -> tuple[Coverage, ...]:
    found: defaultdict[str | None, list[Standing]] = defaultdict(list)
    for each in chosen:
        found[each.issuer].append(each)
    figures = [_coverage(name, rows) for name, rows in found.items()]
    return tuple(sorted(figures, key=lambda each: (-_lacking(each), -each.total, each.department or "")))


def _lacking(each: Coverage) -> int:
    return each.total - each.steps[Step.IN_STEP]


def _coverage(department: str | None, rows: Iterable[Standing]) -> Coverage:
    counted = Counter(each.step for each in rows)
    return Coverage(department, {step: counted[step] for step in Step})
