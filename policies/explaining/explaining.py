"""Explains a finished inquiry: asks the same desk what else there was."""

from __future__ import annotations

from policies.answering.belonging import shares
from policies.answering.desk import Desk
from policies.answering.inquiry import Inquiry
from policies.answering.scoring.model import Model
from policies.answering.shelf import Shelf
from policies.explaining.model import Explained
from policies.explaining.pairs import Pairs
from policies.explaining.parts import judged
from policies.explaining.passages import Passages
from policies.language.live import LiveDictionary
from policies.language.normalise import normalise
from policies.search.index import SearchIndex

MOST_ROUTES = 4


class Explaining:
    """Tells of one question after another why it got its answer."""

    def __init__(
        self, desk: Desk, search: SearchIndex, shelf: Shelf, model: Model, dictionary: LiveDictionary
    ) -> None:
        """Explain what `desk` does; the other parts are those that it works with."""
        self._desk = desk
        self._search = search
        self._shelf = shelf
        self._model = model
        self._dictionary = dictionary

    def of(self, inquiry: Inquiry) -> Explained:
        """Return the explanation of an inquiry that was answered.

        Raises:
            ValueError: it has no answer yet.
        """
        if inquiry.answer is None:
            raise ValueError("an inquiry is explained when it is answered")
        found = self._desk.found(inquiry.question)
        pairs = Pairs(found, inquiry.answer, self._shelf, self._model)
        passages = Passages(found, inquiry.answer, self._shelf, self._model)
        text = normalise(inquiry.question.text)
        routes = sorted(shares(text).items(), key=lambda each: -each[1])[:MOST_ROUTES]
        return Explained(
            inquiry=inquiry,
            reading=found.reading,
            trial=self._dictionary.now.trial(found.reading.text),
            routes=tuple(routes),
            looked=(*pairs.looked(), *pairs.shut_out(self._search)),
            judged=judged(self._model, found.candidates[0].parts) if found.candidates else None,
            cited=(*passages.looked(), *passages.closed(self._search)),
        )
