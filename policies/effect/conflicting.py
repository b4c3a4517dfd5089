"""Conflicts of a term with a library: its dictionary, and what its published questions say."""

from __future__ import annotations

from policies.answering.scoring.crowd import GENERIC
from policies.answering.scoring.features import core
from policies.content.checks.known import Known
from policies.content.model import PairState
from policies.language.conflicts import Clash, Conflict, conflicts
from policies.language.normalise import normalise
from policies.language.term import Term
from policies.library import Library
from policies.wording import say


def conflicts_of(library: Library, known: Known, term: Term, *, is_new: bool = False) -> list[Conflict]:
    """Return the conflicts of a term that is being edited; see `conflicts`.

    Args:
        library: whose dictionary.
        known: the pairs within reach.
        term: with its ways normalised.
        is_new: whether it shall be a term of its own.
    """
    library.refresh()
    with known.following() as reached:
        published = [each for each in reached.pairs() if each.state is PairState.PUBLISHED]
    questions = tuple(normalise(text) for pair in published for text in (pair.question, *pair.similar))
    return conflicts(term, library.dictionary.now, is_generic, questions, is_new=is_new)


def is_generic(way: str) -> bool:
    """Tell whether no matter is about a way of saying it: 手续, 申请材料, 怎么办."""
    return not GENERIC.sub("", core(way)).strip()


def told(conflict: Conflict) -> str:
    """Return a conflict in words."""
    others = "、".join(conflict.others)
    return say(
        f"dictionary.clash.{conflict.clash.value}", way=conflict.way, others=others, count=conflict.count
    )


GRAVE = frozenset({Clash.NAME_OF_ANOTHER, Clash.CYCLE, Clash.GENERIC, Clash.REPLACES})
