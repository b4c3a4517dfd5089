"""The library as its users see it: ask, search, read. Everything behind it is put together here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from typing import Literal

from policies import clock
from policies.answering.assigning import Suggested as SuggestedDepartment
from policies.answering.assigning import clearest, parts_of, responsible
from policies.answering.attendance import Attendance
from policies.answering.desk import Desk, build_desk
from policies.answering.halting import Halts
from policies.answering.inquiry import Answer, Candidate, Inquiry, Passage, Question
from policies.answering.lookup.initials import Initials
from policies.answering.lookup.lookup import Lookup
from policies.answering.lookup.rows import Row, Wanted
from policies.answering.scoring.model import Model, load_model
from policies.answering.scoring.site import with_site
from policies.answering.shelf import Shelf
from policies.answering.sources import pair_answer, pair_citations
from policies.answering.stages.read import EntitiesOf, RememberingReader
from policies.answering.standing import pair_stands
from policies.answering.suggest import Suggested, Suggestions
from policies.answering.typeahead import TitleFound, Typeahead
from policies.content.ending import Keeping
from policies.content.erasures import Erasures
from policies.content.model import QaPair
from policies.content.offices import Offices
from policies.content.overlaid import OverlaidStore
from policies.content.service.in_effect import Following
from policies.content.service.retaining import keeping_of
from policies.content.service.settings import ServiceSettings
from policies.content.store import Store
from policies.content.terms import TermedSource, TermShelf
from policies.content.titles import Titles
from policies.errors import StoreError
from policies.explaining.explaining import Explaining
from policies.explaining.model import Explained
from policies.helping import Helpers
from policies.in_step import in_step
from policies.language.entities import EntityReader
from policies.language.live import LiveDictionary
from policies.language.pipeline import build_pipeline
from policies.search.embedded import EmbeddedIndex, open_index
from policies.search.index import SearchIndex
from policies.search.meaning.keeping import space_kept_in
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
        erasures: where is noted what was erased.
        offices: when people are at their desks.
        model: the weights and thresholds in effect.
        service: what the site sets while the service runs.
        in_effect: the same as this process goes by it.
        halts: which answering is switched off.
    """

    def __init__(
        self,
        store: Store,
        index: EmbeddedIndex,
        reader: EntitiesOf,
        model: Model,
        dictionary: LiveDictionary,
        helpers: Helpers,
        erasures: Erasures,
    ) -> None:
        self.store = store
        self.index = index
        self.model = model
        self._reader = RememberingReader(reader)
        self.helpers = helpers
        self.erasures = erasures
        self.search = helpers.over(index)
        self.service = ServiceSettings(store.engine)
        self.in_effect = Following(self.service)
        self.halts = Halts(lambda: self.in_effect.now.switches)
        self._shelf = Shelf(store, index, self.halts)
        self._desk = build_desk(self.search, store, self._reader, model, self._shelf)
        self._suggestions = Suggestions(index, self._shelf)
        self.dictionary = dictionary
        self._explaining = Explaining(self._desk, self.search, self._shelf, model, dictionary)
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
        folder, space = settings.resolved_index_dir(), space_kept_in(settings.meaning_dirs)
        index = open_index(folder, settings.dictionary_dir, dictionary, dictionary, space)
        reader = EntityReader(build_pipeline(settings.dictionary_dir, settings.entities_dir))
        helpers = Helpers.of(settings, store)
        model = with_site(helpers.weighed(load_model()), settings.resolved_calibration_file())
        erasures = Erasures(settings.resolved_erasures_file())
        library = cls(store, index, reader, model, dictionary, helpers, erasures)
        library.in_effect.follow()
        library.refresh()
        return library

    def warm(self) -> None:
        """Read ahead what answering needs, so that the first person does not wait for it; some seconds."""
        self.index.warm()
        self._desk.warm(self._shelf.warm())
        self._typeahead.warm()
        self._desk.ranked(Question(say("answering.choices.handoff"), asked_on=clock.today()))

    def ask(self, question: Question) -> Inquiry:
        """Return the finished inquiry: its `answer` is never None, its `trace` tells the way."""
        self.refresh()
        inquiry = self._desk.answer(question)
        answer = inquiry.answer
        return replace(inquiry, answer=self._attendance.told(answer)) if answer is not None else inquiry

    def explain(self, question: Question) -> Explained:
        """Return the answer to a question, and why it is this one."""
        return self._explaining.of(self.ask(question))

    def preview(self, pair: QaPair, day: date) -> Answer:
        """Return what a pair would answer on a day if it were published as it is; nothing is judged."""
        self.refresh()
        answer = pair_answer(self._shelf, pair, 1.0, pair.facet)
        return replace(answer, citations=pair_citations(self._shelf, pair, day))

    def candidates(self, question: Question) -> tuple[Candidate, ...]:
        """Return the pairs that may answer, best first, whatever would become of the question."""
        self.refresh()
        return self._desk.ranked(question)

    def passages(self, question: Question) -> tuple[Passage, ...]:
        """Return what could be quoted, best first, whatever would become of the question."""
        self.refresh()
        return self._desk.found(question).passages

    def responsible(
        self, text: str, *, asked_on: date, region: str | None = None
    ) -> SuggestedDepartment | None:
        """Return the department to which a matter likely belongs, with the reason; None where that is not clear."""
        self.refresh()
        asked = (Question(part, asked_on=asked_on, region=region) for part in parts_of(text))
        return clearest(responsible(self._shelf, self._desk.found(question)) for question in asked)

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
        nothing = Question("", asked_on=day)
        return (pair for pair in self.store.pairs() if pair_stands(self._shelf, pair, nothing))

    def following(self) -> AbstractContextManager[Callable[[], None]]:
        """Let the index follow many changes in a thread of its own; give what is to be called after each of them."""
        return in_step(self.refresh)

    def desk_over(self, index: SearchIndex, model: Model) -> Desk:
        """Return a desk over this library's content with another view of its index, or other weights."""
        return build_desk(index, self.store, self._reader, model)

    @contextmanager
    def as_if(self, pairs: Sequence[QaPair]) -> Iterator[Desk]:
        """Give a desk as it would answer if some pairs were as they are given; a site's helpers are not asked.

        Raises:
            StoreError: no copy of the index can be made.
        """
        self.refresh()
        try:
            with self.index.drafted(pairs) as index:
                yield build_desk(index, OverlaidStore(self.store, pairs), self._reader, self.model)
        except (OSError, ValueError) as error:
            raise StoreError(str(error)) from error

    def standing(self, pair_ids: Iterable[str], day: date) -> list[QaPair]:
        """Return those of some pairs that may answer a citizen on a day."""
        self.refresh()
        nothing = Question("", asked_on=day)
        found = filter(None, map(self._shelf.pair, pair_ids))
        return [pair for pair in found if pair_stands(self._shelf, pair, nothing)]

    def keeping(self, configured: Keeping) -> Keeping:
        """Return how long what is kept of people lasts: as configured, but for what the site sets."""
        return keeping_of(configured, self.in_effect.now.days)

    def refresh(self) -> None:
        """Bring dictionary and index to the store's revision; cheap where nothing changed."""
        self.search.follow(self._source)

    def settle(self, timeout_s: float) -> bool:
        """Wait for what follows the store in its own time: the vectors of a dense channel; return whether it is there."""
        self.refresh()
        return self.helpers.dense is None or self.helpers.dense.keeper.settle(timeout_s)

    def close(self) -> None:
        """Give back what is held open."""
        self.in_effect.close()
        self.helpers.close()
        self.store.close()
