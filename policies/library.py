"""The library as its users see it: ask, search, read. Everything behind it is put together here."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Literal

from policies.answering.assigning import Suggested as SuggestedDepartment
from policies.answering.assigning import parts_of, responsible
from policies.answering.attendance import Attendance
from policies.answering.desk import Desk, build_desk
from policies.answering.inquiry import Candidate, Inquiry, Question
from policies.answering.lookup.initials import Initials
from policies.answering.lookup.lookup import Lookup
from policies.answering.lookup.rows import Row, Wanted
from policies.answering.scoring.model import Model, load_model
from policies.answering.scoring.site import with_site
from policies.answering.shelf import Shelf
from policies.answering.stages.read import EntitiesOf
from policies.answering.standing import pair_stands
from policies.answering.suggest import Suggested, Suggestions
from policies.answering.typeahead import TitleFound, Typeahead
from policies.content.model import QaPair
from policies.content.offices import Offices
from policies.content.store import Store
from policies.content.terms import TermedSource, TermShelf
from policies.content.titles import Titles
from policies.helping import Helpers
from policies.language.entities import EntityReader
from policies.language.live import LiveDictionary
from policies.language.pipeline import build_pipeline
from policies.search.embedded import EmbeddedIndex, open_index
from policies.search.index import SearchIndex
from policies.settings import LibrarySettings
from policies.wording import say


class Library:
    """A store, an index that follows it, and the desk that answers from both.

    Attributes:
        store: the content.
        index: the search index.
        search: the same with the site's helpers, where it has any: what the desk searches.
        helpers: the site's helpers.
        dictionary: words and official words by the newest terms.
        terms: the terms that editors change.
        offices: when people are at their desks.
        model: the weights and thresholds in effect.
    """

    def __init__(
        self,
        store: Store,
        index: EmbeddedIndex,
        reader: EntitiesOf,
        model: Model,
        dictionary: LiveDictionary,
        helpers: Helpers,
    ) -> None:
        self.store = store
        self.index = index
        self.model = model
        self._reader = reader
        self.helpers = helpers
        self.search = helpers.over(index)
        self._shelf = Shelf(store, index)
        self._desk = build_desk(self.search, store, reader, model, self._shelf)
        self._suggestions = Suggestions(index, self._shelf)
        self.dictionary = dictionary
        self.terms = TermShelf(store, dictionary)
        self._source = TermedSource(store, dictionary)
        self.offices = Offices(store.engine)
        self._attendance = Attendance(self.offices.calendar)
        self._typeahead = Typeahead(Titles(store.engine), self._shelf)
        self._lookup = Lookup(self._suggestions, self._typeahead, Initials(dictionary.words), self._shelf)

    @classmethod
    def open(cls, settings: LibrarySettings) -> Library:
        """Open a library: its store, migrated; its index, repaired where need be and up to date.

        Raises:
            StoreError: the database cannot be opened.
            InputError: a helper is named wrongly.
        """
        store = Store.open(settings.resolved_database_url())
        dictionary = LiveDictionary(settings.dictionary_dir)
        index = open_index(settings.resolved_index_dir(), settings.dictionary_dir, dictionary, dictionary)
        reader = EntityReader(build_pipeline(settings.dictionary_dir, settings.entities_dir))
        helpers = Helpers.of(settings, store)
        model = with_site(helpers.weighed(load_model()), settings.resolved_calibration_file())
        library = cls(store, index, reader, model, dictionary, helpers)
        library.refresh()
        return library

    def warm(self) -> None:
        """Read ahead what answering needs, so that the first person does not wait for it; some seconds."""
        self.index.warm()
        self._desk.warm(self._shelf.warm())
        self._typeahead.warm()
        self._desk.ranked(Question(say("answering.choices.handoff"), asked_on=date.today()))

    def ask(self, question: Question) -> Inquiry:
        """Return the finished inquiry: its `answer` is never None, its `trace` tells the way."""
        self.refresh()
        inquiry = self._desk.answer(question)
        answer = inquiry.answer
        return replace(inquiry, answer=self._attendance.told(answer)) if answer is not None else inquiry

    def candidates(self, question: Question) -> tuple[Candidate, ...]:
        """Return the pairs that may answer, best first, whatever would become of the question."""
        self.refresh()
        return self._desk.ranked(question)

    def responsible(
        self, text: str, *, asked_on: date, region: str | None = None
    ) -> SuggestedDepartment | None:
        """Return the department to which a matter likely belongs, with the reason; None where that is not clear."""
        self.refresh()
        asked = (Question(part, asked_on=asked_on, region=region) for part in parts_of(text))
        found = [responsible(self._shelf, self._desk.found(question)) for question in asked]
        clear = [each for each in found if each is not None]
        return max(clear, key=lambda each: each.weight, default=None)

    def suggest(
        self,
        text: str,
        *,
        asked_on: date,
        limit: int = 10,
        region: str | None = None,
        viewer: Literal["citizen", "staff"] = "citizen",
    ) -> Suggested:
        """Return the pairs and passages that fit a search, best first."""
        self.refresh()
        return self._suggestions.of(text, asked_on=asked_on, limit=limit, region=region, viewer=viewer)

    def complete(
        self, text: str, *, asked_on: date, region: str | None = None, limit: int = 8
    ) -> tuple[TitleFound, ...]:
        """Return published questions that fit what is being typed, best first."""
        self.refresh()
        return self._typeahead.of(text, asked_on, region, limit)

    def warm_lookup(self) -> None:
        """Read ahead what looking up needs besides, where a desk is served; some seconds over a large library."""
        self._lookup.warm()

    def look_up(self, text: str, asked_on: date, wanted: Wanted, limit: int = 9) -> tuple[Row, ...]:
        """Return what an operator picks from while typing: pairs, then clauses and interpretations."""
        self.refresh()
        return self._lookup.of(text, asked_on, wanted, limit)

    def open_pairs(self, day: date) -> Iterator[QaPair]:
        """Give the published pairs that may answer a citizen on a day: in force, with a public basis."""
        self.refresh()
        question = Question("", asked_on=day)
        return (pair for pair in self.store.pairs() if pair_stands(self._shelf, pair, question))

    @contextmanager
    def following(self) -> Iterator[Callable[[], None]]:
        """Let the index follow many changes in a thread of its own, while the next ones are made.

        Gives a function to be called after each change; it waits for the step before. At the end of the
        block the index has seen everything.
        """
        steps: list[Future[None]] = []
        with ThreadPoolExecutor(1) as thread, _out_of_collections():

            def follow() -> None:
                if steps:
                    steps.pop().result()
                steps.append(thread.submit(self.refresh))

            yield follow
            if steps:
                steps.pop().result()
        self.refresh()

    def desk_over(self, index: SearchIndex, model: Model) -> Desk:
        """Return a desk over this library's content with another view of its index, or other weights."""
        return build_desk(index, self.store, self._reader, model)

    def standing(self, pair_ids: Iterable[str], day: date) -> list[QaPair]:
        """Return those of some pairs that may answer a citizen on a day."""
        self.refresh()
        question = Question("", asked_on=day)
        found = (self._shelf.pair(each) for each in pair_ids)
        return [pair for pair in found if pair is not None and pair_stands(self._shelf, pair, question)]

    def refresh(self) -> None:
        """Bring dictionary and index to the store's revision; cheap where nothing changed."""
        self.search.follow(self._source)

    def settle(self, timeout_s: float) -> bool:
        """Wait for what follows the store in its own time: the vectors of a dense channel; return whether it is there."""
        self.refresh()
        return self.helpers.dense is None or self.helpers.dense.keeper.settle(timeout_s)

    def close(self) -> None:
        """Give back what is held open."""
        self.helpers.close()
        self.store.close()


@contextmanager
def _out_of_collections() -> Iterator[None]:
    """Keep garbage collection from walking what is open already, a dictionary above all."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
