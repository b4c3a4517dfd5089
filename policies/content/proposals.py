"""Similar questions proposed to the editors: learned from people or drafted from words; decided by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.checks.known import Known
from policies.content.editing import Edited, Editing
from policies.content.engine import writing
from policies.content.learned import learned
from policies.content.mapping import question_key
from policies.content.model import PairState, QaPair
from policies.content.pairs import versions
from policies.content.proposed import Origin, Proposed, Row, State, proposed_of, put_one
from policies.content.store import Store
from policies.content.variants import drafted
from policies.errors import InputError
from policies.language.live import LiveDictionary
from policies.language.saying import Sayings

P = tables.PROPOSED
Progress = Callable[[int, int], None]
# The setting that lets a question in by itself once so many independent askers have confirmed it; off by default.
AUTOMATIC = "accept_after_confirmations"
BY_CONFIRMATIONS = "confirmations"


class Proposals:
    """Proposes, lists and decides."""

    def __init__(self, store: Store, dictionary: LiveDictionary, known: Known | None = None) -> None:
        """Take the library; `known` where somebody has it within reach already."""
        self._store = store
        self._dictionary = dictionary
        self._known = known or Known(store)

    def waiting(self, pair_id: str | None = None, limit: int = 1000) -> list[Proposed]:
        """Return what is undecided, most confirmed first; of one pair where it is named."""
        query = sa.select(P).where(P.c.state == State.PROPOSED.value)
        if pair_id is not None:
            query = query.where(P.c.pair_id == pair_id)
        ordered = query.order_by(P.c.confirmations.desc(), P.c.pair_id, P.c.at, P.c.id).limit(limit)
        with self._store.engine.connect() as connection:
            return [proposed_of(row) for row in connection.execute(ordered).mappings()]

    # -- proposing ---------------------------------------------------------------------------

    def draft(self, pair: QaPair) -> int:
        """Propose similar questions made from a pair's own; returns how many are new."""
        self._known.follow()
        return self.put(self._drafted(pair))

    def learn(self) -> int:
        """Propose what people confirmed, and count again what is proposed already; returns how many are new."""
        self._known.follow()
        with self._store.engine.connect() as connection:
            told = learned(connection)
        live = {pair.id for pair in self._known.pairs()}
        return self.put(
            (each.pair_id, each.text, Origin.LEARNED, len(each.askers))
            for each in told
            if each.pair_id in live
        )

    def draft_missing(self, progress: Progress | None = None) -> int:
        """Propose similar questions for every pair for which nothing was proposed yet; returns how many are new.

        Args:
            progress: is told (pairs done, pairs in all).
        """
        self._known.follow()
        with self._store.engine.connect() as connection:
            there = set(connection.scalars(sa.select(P.c.pair_id).distinct()))
        missing = [pair for pair in self._known.pairs() if pair.id not in there]

        def rows() -> Iterator[Row]:
            for done, pair in enumerate(missing, start=1):
                yield from self._drafted(pair)
                if progress is not None:
                    progress(done, len(missing))

        return self.put(rows())

    def _drafted(self, pair: QaPair) -> list[Row]:
        texts = drafted(pair, Sayings(self._dictionary.now))
        return [(pair.id, text, Origin.DRAFTED, 0) for text in texts]

    def put(self, rows: Iterable[Row]) -> int:
        """Write proposals; what was decided stays decided, what any pair asks already is not proposed."""
        new = [row for row in rows if not self._known.questions.anywhere(row[1])]
        with writing(self._store.engine) as connection:
            return sum(put_one(connection, row) for row in new)

    # -- deciding ----------------------------------------------------------------------------

    def accept(self, ids: Collection[str], actor: str, today: date, note: str = "") -> list[Edited]:
        """Add proposals to their pairs, each pair as a draft change that another person must approve.

        Args:
            ids: of the proposals.
            actor: who accepts.
            today: the day of the checks.
            note: for the pair's history.

        Raises:
            InputError: one is not there, or decided already; nothing is accepted then.
        """
        chosen = self._undecided(ids)
        editing = Editing(self._store, actor, today=today, known=self._known)
        done: list[Edited] = []
        for pair_id, proposals in _by_pair(chosen).items():
            pair = editing.newest(pair_id)
            if pair.state is PairState.ARCHIVED:
                raise InputError(pair.question, "proposal_of_archived")
            if texts := self._free(pair, proposals):
                more = replace(pair, similar=(*pair.similar, *texts))
                done.append(editing.save_draft(more, pair.version, note))
            self._decide([each.id for each in proposals], State.ACCEPTED, actor)
        return done

    def decline(self, ids: Collection[str], actor: str) -> int:
        """Turn proposals down; they are not proposed again. Returns how many.

        Raises:
            InputError: one is not there, or decided already.
        """
        chosen = self._undecided(ids)
        self._decide([each.id for each in chosen], State.DECLINED, actor)
        return len(chosen)

    def accept_confirmed(self) -> int:
        """Let in what enough independent askers confirmed, where the site has set how many are enough.

        The question goes straight into the published pair: the askers are the second pair of eyes, and no answer
        changes. A pair with a change in waiting is left until that is decided. Returns how many went in.
        """
        enough = self.enough()
        if enough is None:
            return 0
        ready = [
            each for each in self.waiting() if each.origin is Origin.LEARNED and each.confirmations >= enough
        ]
        count = 0
        for pair_id, proposals in _by_pair(ready).items():
            with self._store.writing(BY_CONFIRMATIONS) as write:
                pair = versions.newest(write.connection, pair_id)
                if pair is None or pair.state is not PairState.PUBLISHED:
                    continue
                texts = self._free(pair, proposals)
                write.pair(replace(pair, similar=(*pair.similar, *texts)), "learn", confirmations=enough)
            self._decide([each.id for each in proposals], State.ACCEPTED, BY_CONFIRMATIONS)
            count += len(texts)
        return count

    def enough(self) -> int | None:
        """Return how many independent confirmations let a question in by itself; None where none do."""
        with self._store.engine.connect() as connection:
            value = connection.scalar(
                sa.select(tables.SETTING.c.value).where(tables.SETTING.c.name == AUTOMATIC)
            )
        return value if isinstance(value, int) and value > 0 else None

    def _free(self, pair: QaPair, proposals: Iterable[Proposed]) -> list[str]:
        """Return the texts that no pair asks meanwhile."""
        self._known.follow()
        own = {question_key(text) for text in (pair.question, *pair.similar)}
        texts = [each.text for each in proposals if question_key(each.text) not in own]
        return [text for text in texts if not self._known.questions.anywhere(text)]

    def _undecided(self, ids: Collection[str]) -> list[Proposed]:
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(P).where(P.c.id.in_(list(ids)))).mappings()
            found = {row["id"]: proposed_of(row) for row in rows}
        for each in ids:
            if each not in found:
                raise InputError(each, "no_such_proposal")
            if found[each].state is not State.PROPOSED:
                raise InputError(found[each].text, "proposal_decided")
        return list(found.values())

    def _decide(self, ids: list[str], state: State, actor: str) -> None:
        decided = {"state": state.value, "decided_by": actor, "decided_at": datetime.now(UTC)}
        with self._store.engine.begin() as connection:
            connection.execute(sa.update(P).where(P.c.id.in_(ids)).values(**decided))


def _by_pair(proposals: Iterable[Proposed]) -> dict[str, list[Proposed]]:
    found: dict[str, list[Proposed]] = defaultdict(list)
    for each in proposals:
        found[each.pair_id].append(each)
    return found
