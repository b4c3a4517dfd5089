"""What people doubt about each document since it came into force: their questions put together by matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import sqlalchemy as sa

from policies.answering.inquiry import Question
from policies.clock import CHINA
from policies.content.documents.wanted import Owner
from policies.content.model import Clause, Disclosure, Policy
from policies.content.tables import PAIR
from policies.content.writing import new_id
from policies.errors import InterpretationNotFound, PolicyNotFound
from policies.gaps.features import Vector, vectors_of
from policies.gaps.grouping import grouped, most_typical
from policies.interpreting.clauses import nearest_clauses
from policies.interpreting.touching import Clause as Place
from policies.interpreting.touching import How, Touch, touches
from policies.library import Library

# A quarter: long enough for a matter to show, short enough to be what people doubt now.
LOOKED_AT = timedelta(days=91)
# One person's question is no public doubt, and two may be chance.
LEAST_ASKERS = 3
# So many of them must not have been answered well …
LEAST_UNWELL = 2
# … or so many must have asked at all: what everybody asks is worth saying once.
FREQUENT = 10
# A passage that comes no nearer does not tell which document a question without answer meant.
NEAR_ENOUGH = 0.2
MOST_EXAMPLES = 5
# So many questions of the library show well enough which words are rare.
MOST_OTHERS = 1_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """What several people asked about one matter of a document.

    Attributes:
        id: tells it from the document's other doubts; the identifier of its typical question.
        text: the question that stands for all, masked.
        questions: how many; `askers`: how many people, by conversation; `unwell`: how many were not answered well.
        hows: how the questions ended.
        examples: other words in which it was asked, the newest first.
        clause: which clause it is about; None where none is clear.
    """

    id: str
    text: str
    questions: int
    askers: int
    unwell: int
    hows: dict[How, int]
    examples: tuple[str, ...]
    last_at: datetime
    clause: Clause | None

    @property
    def is_worth_saying(self) -> bool:
        """Whether an interpretation should speak of it."""
        often = self.askers >= FREQUENT
        return self.askers >= LEAST_ASKERS and (often or self.unwell >= LEAST_UNWELL)


@dataclass(frozen=True, slots=True)
class Doubted:
    """A document in force with what people doubt about it, the most pressing first; how many people asked in all."""

    policy: Policy
    doubts: tuple[Doubt, ...]
    askers: int

    @property
    def unwell(self) -> int:
        """How many questions of the doubts were not answered well."""
        return sum(each.unwell for each in self.doubts)


class Doubts:
    """The doubts of a library."""

    def __init__(
        self,
        library: Library,
        today: Callable[[], date],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the library."""
        self._library = library
        self._store = library.store
        self._today = today
        self._clock = clock

    def every(self, owner: Owner | None = None) -> list[Doubted]:
        """Return the documents in force about which people doubt something, the most pressing first."""
        pressing = [each for each in self._doubted(self._asked(owner, None)) if each.doubts]
        return sorted(pressing, key=lambda each: (-each.unwell, -each.askers, each.policy.id))

    def of(self, policy_id: str, owner: Owner | None = None) -> Doubted:
        """Return what people doubt about one document; nothing where it holds no more or does not hold yet.

        Raises:
            PolicyNotFound: there is none, or it is another department's.
        """
        policy = self._store.policy(policy_id)
        if owner is not None and not owner.issued(policy):
            raise PolicyNotFound(policy_id)
        asked = self._asked(owner, policy_id)
        few = Doubted(policy, (), _askers(asked[0][1]) if asked else 0)
        return next(self._doubted(asked), few)

    def _asked(self, owner: Owner | None, policy_id: str | None) -> list[tuple[Policy, list[Touch]]]:
        now = self._clock()
        by_policy: defaultdict[str, list[Touch]] = defaultdict(list)
        with self._store.engine.connect() as connection:
            for each in touches(connection, now - LOOKED_AT, now, self._nearest):
                if policy_id in (None, each.policy_id):
                    by_policy[each.policy_id].append(each)
        found = []
        for identifier, asked in sorted(by_policy.items()):
            policy = self._policy(identifier, owner)
            if policy is not None:
                begins = policy.starts_on or policy.effective_on or date.min
                since = [each for each in asked if each.at.astimezone(CHINA).date() >= begins]
                found.append((policy, since))
        return found

    def _policy(self, identifier: str, owner: Owner | None) -> Policy | None:
        try:
            policy = self._store.policy(identifier)
        except PolicyNotFound:  # deleted since it was cited
            return None
        is_open = policy.disclosure is Disclosure.PUBLIC and policy.holds_on(self._today())
        return policy if is_open and (owner is None or owner.issued(policy)) else None

    def _doubted(self, found: Sequence[tuple[Policy, Sequence[Touch]]]) -> Iterator[Doubted]:
        """Put together by matter what was asked about each document; all words are weighed at once."""
        enough = [(policy, asked) for policy, asked in found if _askers(asked) >= LEAST_ASKERS]
        texts = list(dict.fromkeys(each.text for _, asked in enough for each in asked))
        read = vectors_of(texts, self._library.dictionary, self._others()) if texts else []
        vectors = dict(zip(texts, read, strict=True))
        for policy, asked in enough:
            groups = _grouped(asked, [vectors[each.text] for each in asked])
            doubts = [each for each in groups if each.is_worth_saying]
            doubts.sort(key=lambda each: (-each.unwell, -each.askers, each.id))
            yield Doubted(policy, tuple(self._with_clauses(policy, doubts, asked)), _askers(asked))

    def _others(self) -> list[str]:
        with self._store.engine.connect() as connection:
            return list(connection.scalars(sa.select(PAIR.c.question).order_by(PAIR.c.id).limit(MOST_OTHERS)))

    def _with_clauses(self, policy: Policy, doubts: Sequence[Doubt], asked: Sequence[Touch]) -> list[Doubt]:
        """Return doubts with their clauses: the likest to the question, else the one that its answers cited."""
        near = nearest_clauses(policy, [each.text for each in doubts], self._library.dictionary)
        cited = {each.id: each.clause for each in asked}
        by_path = {each.path: each for each in policy.clauses}
        return [
            replace(each, clause=found.clause if found else by_path.get(cited.get(each.id) or ""))
            for each, found in zip(doubts, near, strict=True)
        ]

    def _nearest(self, text: str) -> Place | None:
        for each in self._library.passages(Question(text, asked_on=self._today())):
            if each.score < NEAR_ENOUGH:
                return None
            if each.kind == "policy":
                return each.source_id, each.clause_path
            try:
                explains = self._store.interpretation(each.source_id).explains
            except InterpretationNotFound:
                continue
            if explains:
                return explains[0], None
        return None


def _askers(asked: Sequence[Touch]) -> int:
    return len({each.asker for each in asked})


def _grouped(asked: Sequence[Touch], vectors: Sequence[Vector]) -> list[Doubt]:
    members: defaultdict[str, list[tuple[Touch, Vector]]] = defaultdict(list)
    placed = grouped((), vectors, iter(partial(new_id, "d"), ""))
    for touch, vector, name in zip(asked, vectors, placed, strict=True):
        members[name].append((touch, vector))
    return [_doubt(each) for each in members.values()]


def _doubt(members: Sequence[tuple[Touch, Vector]]) -> Doubt:
    by_id = {touch.id: touch for touch, _ in members}
    typical = by_id[most_typical({touch.id: vector for touch, vector in members})]
    newest = sorted(by_id.values(), key=lambda each: each.at, reverse=True)
    hows = Counter(each.how for each in newest)
    others = dict.fromkeys(each.text for each in newest if each.text != typical.text)
    return Doubt(
        id=typical.id,
        text=typical.text,
        questions=len(newest),
        askers=len({each.asker for each in newest}),
        unwell=len({each.asker for each in newest if each.how is not How.ANSWERED}),
        hows={how: hows[how] for how in How if hows[how]},
        examples=tuple(others)[:MOST_EXAMPLES],
        last_at=newest[0].at,
        clause=None,
    )
