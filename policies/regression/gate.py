"""The gate of publishing: what would make the set worse waits for a second person's reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policies.answering.desk import Desk
from policies.content.model import QaPair
from policies.language.normalise import normalise_query
from policies.library import Library
from policies.regression.cases import Cases
from policies.regression.holding import HELD, Held, Holding
from policies.regression.judging import ask_case
from policies.regression.model import Case, MakesWorse, Moved, Verdict
from policies.search.index import Scope

# So many questions are asked before something is published, and for so long.
MOST_TESTED = 120
LONGEST_S = 8.0
# So many pairs come near to one that is to be published; what is asked about them is asked first.
NEAR = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """What publishing would do to the set; `tested` of `total` questions were asked."""

    tested: int
    total: int
    moved: tuple[Moved, ...]

    @property
    def worse(self) -> tuple[Moved, ...]:
        """The questions that would end worse."""
        return tuple(each for each in self.moved if each.is_worse)

    @property
    def is_worse(self) -> bool:
        """Whether the set gets worse: a question would be answered wrongly, or more get worse than better."""
        wrong = any(each.now is Verdict.WRONG for each in self.worse)
        return wrong or 2 * len(self.worse) > len(self.moved)


class RegressionGate:
    """Tests what is to be published on a preview of the library, before it is."""

    def __init__(self, library: Library, today: Callable[[], date]) -> None:
        """Guard a library; `today` is the day for which validity is judged."""
        self._library = library
        self._today = today
        self._cases = Cases(library.store)
        self._holding = Holding(library.store)

    def demand(self, pairs: Sequence[QaPair], actor: str) -> None:
        """Demand that publishing does not make the set worse, or that another person let this batch through.

        Args:
            pairs: as they would be published, each with the version that was decided on.
            actor: who publishes.

        Raises:
            MakesWorse: it does; the batch waits for another person.
        """
        if not pairs or self._holding.covers(pairs):
            return
        judged = self.judge(pairs)
        if judged.is_worse:
            told = (judged.tested, judged.total)
            held = self._holding.hold(pairs, judged.moved, *told, actor)
            raise MakesWorse(_where(pairs), held, len(judged.worse), *told)

    def refuse(self, pairs: Sequence[QaPair]) -> None:
        """Demand that publishing does not make the set worse, where nothing can wait for another person.

        Raises:
            MakesWorse: it does.
        """
        judged = self.judge(pairs)
        if judged.is_worse:
            raise MakesWorse(_where(pairs), "", len(judged.worse), judged.tested, judged.total)

    def release(self, held_id: str, actor: str, reason: str, pairs: Sequence[QaPair]) -> Held:
        """Let a batch through that makes nothing worse but what whoever lets it through was shown.

        Args:
            held_id: the batch.
            actor: who lets it through.
            reason: why.
            pairs: its pairs as they would be published now.

        Raises:
            MakesWorse: since then more would get worse; the batch shows it now and waits on.
            HeldNotFound, WrongState, SecondPersonNeeded, NoteMissing: see `Holding.release`.
        """
        held = self._holding.read(held_id)
        if held.state == HELD and pairs:
            judged = self.judge(pairs)
            shown = {(each.case.id, each.now) for each in held.moved}
            if any((each.case.id, each.now) not in shown for each in judged.worse):
                told = (judged.tested, judged.total)
                self._holding.show(held_id, judged.moved, *told)
                raise MakesWorse(_where(pairs), held_id, len(judged.worse), *told)
        return self._holding.release(held_id, actor, reason)

    def judge(self, pairs: Sequence[QaPair]) -> Judged:
        """Return what would end otherwise if some pairs were published; the library stays as it is."""
        every = self._cases.every()
        if not every or not pairs:
            return Judged(0, len(every), ())
        day, until = self._today(), time.monotonic() + LONGEST_S
        library, tested, moved = self._library, 0, list[Moved]()
        now = library.desk_over(library.index, library.model)
        with library.as_if(pairs) as then:
            for case in self._sample(every, pairs):
                if tested and time.monotonic() > until:
                    break
                tested += 1
                if change := _change(case, now, then, day):
                    moved.append(change)
        moved.sort(key=lambda each: (not each.is_worse, each.now.grade, each.case.id))
        return Judged(tested, len(every), tuple(moved))

    def _sample(self, every: Sequence[Case], pairs: Sequence[QaPair]) -> list[Case]:
        """Return the questions to ask, those about what is published and what comes near to it first."""
        if len(every) <= 1:
            return list(every)
        own = {pair.id for pair in pairs}
        near = set(self._near(pairs))
        return sorted(every, key=lambda each: (_distance(each, own, near), each.id))[:MOST_TESTED]

    def _near(self, pairs: Sequence[QaPair]) -> Iterator[str]:
        index = self._library.index
        for pair in pairs[:MOST_TESTED]:
            terms = index.terms(normalise_query(pair.question))
            yield from (hit.qa_id for hit in index.pairs(terms, Scope(regions=None), NEAR))


def _change(case: Case, now: Desk, then: Desk, day: date) -> Moved | None:
    before, after = ask_case(case, now.answer, day), ask_case(case, then.answer, day)
    if before.verdict is after.verdict:
        return None
    return Moved(case, before.verdict, after.verdict, after.found)


def _distance(case: Case, own: Collection[str], near: Collection[str]) -> int:
    asked = set(case.pair_ids)
    return 0 if asked & set(own) else 1 if asked & set(near) or not asked else 2


def _where(pairs: Sequence[QaPair]) -> str:
    return pairs[0].question
