"""Asking the same questions before and after a change of the dictionary, with the dictionary in use left as it is."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from policies.answering.inquiry import Inquiry, Outcome, Question
from policies.content import tables
from policies.content.model import PairState, QaPair
from policies.content.reading import asked_with, pairs_where
from policies.content.terms import MOST_WORDS
from policies.effect.probes import Kind, Probe, probes
from policies.evaluation.leaving_out import LeavingOut
from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.library import Library

# So many questions are asked, each twice, and no longer than this: some seconds on a quiet machine.
MOST_ASKED = 200
LONGEST_S = 15.0
Told = Callable[[int, int], None]


class Verdict(StrEnum):
    """What a change does to the answer to one question; unknown where nobody has said which pair is right."""

    WORSE = "worse"
    BETTER = "better"
    UNKNOWN = "unknown"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a question comes to.

    Attributes:
        outcome: how it ends.
        pair_id: the pair that answers, or fits best; None where none does.
        question: that pair's question.
        offered: the pairs whose buttons are shown.
    """

    outcome: Outcome
    pair_id: str | None
    question: str
    offered: frozenset[str] = field(default_factory=frozenset, compare=False)


@dataclass(frozen=True, slots=True)
class Turned:
    """A question that was asked before and after."""

    probe: Probe
    before: Shown
    after: Shown
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do.

    Attributes:
        looked: how many questions were looked at, by kind.
        affected: how many of them the change may touch: they are read otherwise, or their pair's questions are cut
            otherwise.
        asked: how many of those were asked before and after; fewer than `affected` where there are too many, or it takes
            too long.
        turned: those that are answered otherwise, the worse first.
    """

    looked: dict[Kind, int]
    affected: int
    asked: int
    turned: tuple[Turned, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many questions are answered otherwise in this way."""
        return sum(each.verdict is verdict for each in self.turned)


Ask = Callable[[Probe, Question], Shown]


def effect_of(
    library: Library,
    after: Dictionary,
    today: date,
    told: Told | None = None,
    most: int = MOST_ASKED,
    longest_s: float = LONGEST_S,
) -> Effect:
    """Return what answers would be with another dictionary. What helpers say is left out, before and after.

    Args:
        library: whose answers.
        after: the dictionary on trial.
        today: the day of asking.
        told: is told how many of how many questions have been asked; what it raises ends the work.
        most: at most so many questions are asked, drawn by chance, but always the same ones.
        longest_s: and for no longer than this.
    """
    library.refresh()
    before = library.dictionary.now
    pairs = tuple(library.store.pairs())
    every = probes(library.store.engine, pairs, today)
    recut = tuple(_recut(library, before, after, pairs))
    touched = _touched(every, before, after, frozenset(pair.id for pair in recut))
    chosen = _drawn(touched, most)
    asked: list[Turned] = []
    if chosen:
        with _both(library, after, recut) as both:
            asked += _asked(both, chosen, today, longest_s, told)
    turned = [each for each in asked if each.before != each.after]
    order = list(Verdict)
    return Effect(
        looked=dict(Counter(each.kind for each in every)),
        affected=len(touched),
        asked=len(asked),
        turned=tuple(sorted(turned, key=lambda each: order.index(each.verdict))),
    )


def _recut(
    library: Library, before: Dictionary, after: Dictionary, pairs: tuple[QaPair, ...]
) -> Iterator[QaPair]:
    """Give the pairs whose questions may be cut otherwise, as saving the change would find them."""
    words = before.other_words(after)
    if len(words) > MOST_WORDS:
        yield from pairs
        return
    with library.store.engine.connect() as connection:
        published = tables.PAIR.c.state == PairState.PUBLISHED.value
        yield from pairs_where(connection, asked_with(words) & published)


def _touched(
    every: Sequence[Probe], before: Dictionary, after: Dictionary, recut: frozenset[str]
) -> list[Probe]:
    return [each for each in every if each.right & recut or _is_read_otherwise(each.text, before, after)]


def _is_read_otherwise(text: str, before: Dictionary, after: Dictionary) -> bool:
    clean = normalise(text)
    return before.segmenter.words(clean) != after.segmenter.words(clean) or before.lexicon.official(
        clean
    ) != after.lexicon.official(clean)


def _drawn(touched: Sequence[Probe], most: int) -> list[Probe]:
    """Return the most telling questions, of each kind a sample that is the same whenever it is drawn."""
    order = list(Kind)
    drawn = sorted(touched, key=lambda each: hashlib.blake2b(each.text.encode(), digest_size=8).digest())
    return sorted(drawn, key=lambda each: order.index(each.kind))[:most]


def _asked(
    both: tuple[Ask, Ask], chosen: Sequence[Probe], today: date, longest_s: float, told: Told | None
) -> Iterator[Turned]:
    until = time.monotonic() + longest_s
    for number, probe in enumerate(chosen, start=1):
        if time.monotonic() > until:
            return
        question = Question(probe.text, asked_on=today, region=probe.region)
        before, after = (ask(probe, question) for ask in both)
        yield Turned(probe, before, after, _verdict(probe.right, before, after))
        if told is not None:
            told(number, len(chosen))


@contextmanager
def _both(library: Library, after: Dictionary, recut: tuple[QaPair, ...]) -> Iterator[tuple[Ask, Ask]]:
    """Give what asks the library as it is, and as it would be."""
    with tempfile.TemporaryDirectory(prefix="yihaoda-trial-") as folder:
        trial = library.index.on_trial(Path(folder) / "index", after.segmenter, after.lexicon, library.store)
        trial.cut_anew(recut)
        yield _asking(library, LeavingOut(library.index)), _asking(library, LeavingOut(trial))


def _asking(library: Library, index: LeavingOut) -> Ask:
    desk = library.desk_over(index, library.model)

    def ask(probe: Probe, question: Question) -> Shown:
        index.texts = probe.hidden
        return _shown(desk.answer(question))

    return ask


def _shown(inquiry: Inquiry) -> Shown:
    answer = inquiry.answer
    assert answer is not None  # noqa: S101 - the desk's last stage always answers
    names = {each.qa_id: each.question for each in inquiry.candidates}
    first = answer.qa_id or next(iter(names), None)
    offered = frozenset(each.qa_id for each in answer.choices if each.qa_id)
    return Shown(answer.outcome, first, names.get(first or "", ""), offered)


def _verdict(right: frozenset[str], before: Shown, after: Shown) -> Verdict:
    if not right:
        return Verdict.UNKNOWN
    was, will_be = _worth(right, before), _worth(right, after)
    return Verdict.NEUTRAL if was == will_be else Verdict.BETTER if will_be > was else Verdict.WORSE


def _worth(right: frozenset[str], shown: Shown) -> int:
    """Return how well a question ends: with the right pair, its button, no pair, a wrong one."""
    if shown.outcome is Outcome.ANSWERED:
        return 3 if shown.pair_id in right else 0
    return 2 if shown.offered & right else 1
