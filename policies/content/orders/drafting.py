"""A department's reply becomes a draft Q&A pair: the person's words ask, the reply answers, an editor finishes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policies.content.checks.finding import Finding
from policies.content.checks.known import Known
from policies.content.editing import Editing
from policies.content.model import Facet, PairState, QaPair
from policies.content.orders.changing import changed, locked
from policies.content.orders.life import OrderAction, OrderConflict, after
from policies.content.orders.model import WorkOrder
from policies.content.orders.reading import order_of
from policies.content.orders.work_orders import By
from policies.content.store import Store
from policies.errors import InputError
from policies.wording import say

# The longest standard question that an import takes.
LONGEST_QUESTION = 128
_END = re.compile(r"(?<=[。！？!?\n])")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft, the order that now names it, and what the checks say."""

    pair: QaPair
    order: WorkOrder
    findings: tuple[Finding, ...]


class OrderDrafts:
    """Makes drafts of replies."""

    def __init__(self, store: Store, known: Known, today: Callable[[], date]) -> None:
        """Work on `store`; `known` is the library within reach for the checks."""
        self._store = store
        self._known = known
        self._today = today

    def draft(self, number: str, by: By, expected: int | None) -> Drafted:
        """Make a draft pair of an order's reply, one for each order; pair and link are saved together.

        Args:
            number: the order.
            by: in whose name; another person must publish it.
            expected: the version of the order that was looked at.

        Raises:
            OrderNotFound: there is none of this number within the scope.
            OrderConflict: somebody changed it meanwhile.
            WrongState: it is not answered.
            InputError: a draft was made of it before.
        """
        with self._store.writing(by.actor) as write:
            order = locked(write.connection, number, by.scope)
            if expected is not None and order.version != expected:
                raise OrderConflict(number, expected, order.version)
            after(number, order.status, OrderAction.DRAFT)
            if order.pair_id is not None:
                raise InputError(number, "order_drafted", pair=order.pair_id)
            pair = write.pair(self._pair(order, by.actor), "create", say("orders.draft.note", number=number))
            detail = {"pair_id": pair.id}
            changed(write.connection, order, OrderAction.DRAFT, by.actor, detail=detail, pair_id=pair.id)
            order = order_of(write.connection, number)
        editing = Editing(self._store, by.actor, today=self._today(), known=self._known)
        return Drafted(pair, order, editing.check(pair))

    def _pair(self, order: WorkOrder, author: str) -> QaPair:
        first, rest = _first(order.reply)
        note = "orders.draft.internal_marked" if order.suggested_why else "orders.draft.internal"
        return QaPair(
            question=question_of(order.words),
            summary=first,
            detail={Facet.NOTE: order.reply} if rest else {},
            department=order.department,
            region=order.region,
            internal_note=say(note, number=order.number, why=order.suggested_why),
            state=PairState.DRAFT,
            author=author,
        )


def question_of(words: str) -> str:
    """Return what the words ask, as one standard question: the sentence that asks, else the first, cut where it is long."""
    sentences = [each.strip() for each in _END.split(words) if each.strip()]
    asked = next((each for each in sentences if each.endswith(("？", "?"))), sentences[0])
    return asked if len(asked) <= LONGEST_QUESTION else f"{asked[: LONGEST_QUESTION - 1]}…"


def _first(reply: str) -> tuple[str, str]:
    sentences = _END.split(reply)
    return sentences[0].strip(), "".join(sentences[1:]).strip()
