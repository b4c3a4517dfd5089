"""Published questions that fit what somebody is still typing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from policies.answering.inquiry import Question
from policies.answering.shelf import Shelf
from policies.answering.stages.match_qa import allowed_regions
from policies.answering.standing import pair_stands
from policies.content.titles import Title, Titles, key_of
from policies.language.normalise import normalise_query

LEAST_CHARS = 2


@dataclass(frozen=True, slots=True)
class TitleFound:
    """A published question."""

    qa_id: str
    question: str


class Typeahead:
    """Finds questions that begin with, else hold, else share every character of what was typed."""

    def __init__(self, titles: Titles, shelf: Shelf) -> None:
        """Look in `titles`; `shelf` tells which pairs stand."""
        self._titles = titles
        self._shelf = shelf

    def titles(self) -> tuple[Title, ...]:
        """Return every published question."""
        return self._titles.now()

    def of(
        self,
        text: str,
        asked_on: date,
        region: str | None,
        limit: int,
        viewer: Literal["citizen", "staff"] = "citizen",
    ) -> tuple[TitleFound, ...]:
        """Return questions that may be answered on the day in this region, best first.

        Fewer than two characters find nothing.
        """
        typed = key_of(normalise_query(text))
        if len(typed) < LEAST_CHARS:
            return ()
        tree = self._shelf.regions()
        regions = allowed_regions(tree, tree.named(region))
        near = [each for each in self._titles.now() if regions is None or each.region in (None, *regions)]
        question = Question(text, asked_on, viewer=viewer)
        standing = (each for each in _ordered(typed, near) if self._stands(each, question))
        return tuple(TitleFound(each.qa_id, each.question) for each in islice(standing, limit))

    def warm(self) -> None:
        """Read the questions now, so that nobody who types waits for it."""
        self._titles.now()

    def _stands(self, title: Title, question: Question) -> bool:
        pair = self._shelf.pair(title.qa_id)
        return pair is not None and pair_stands(self._shelf, pair, question)


def _ordered(typed: str, titles: Sequence[Title]) -> Iterator[Title]:
    """Give what holds the text, short ones first; only when that is used up, what has its characters."""
    held = [(rank, len(each.key), each) for each in titles if (rank := _rank(typed, each)) is not None]
    yield from (title for *_, title in sorted(held, key=lambda row: row[:2]))
    known, rest = {title.qa_id for *_, title in held}, titles
    for letter in dict.fromkeys(typed):  # each leaves few for the next
        rest = [each for each in rest if letter in each.key]
    yield from sorted((each for each in rest if each.qa_id not in known), key=lambda each: len(each.key))


def _rank(typed: str, title: Title) -> int | None:
    if typed in title.key:
        return 0 if title.key.startswith(typed) else 1
    return 2 if typed in title.others else None
