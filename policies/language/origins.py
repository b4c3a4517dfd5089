"""Where the terms of a dictionary come from: delivered, changed here, new here, retired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.language.term import Term


class Origin(StrEnum):
    """Who says what a term is."""

    DELIVERED = "delivered"
    CHANGED = "changed"
    NEW = "new"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of a dictionary, in effect or retired.

    Attributes:
        term: as it is now; a retired one with the words that it had.
        origin: where it comes from.
        delivered: the term of the files of that name, where there is one.
    """

    term: Term
    origin: Origin
    delivered: Term | None = None


@dataclass(frozen=True, slots=True)
class SoughtTerms:
    """Which terms; what is "" or None narrows nothing. `text` stands in the name or in a way of saying it."""

    text: str = ""
    type: str = ""
    field: str = ""
    origin: Origin | None = None

    def lets_pass(self, entry: Entry) -> bool:
        """Tell whether an entry is sought."""
        term, text = entry.term, normalise(self.text)
        return (
            (not self.type or term.type == self.type)
            and (not self.field or term.field == self.field)
            and (self.origin is None or entry.origin is self.origin)
            and (not text or text in normalise(term.concept) or any(text in way for way in term.ways))
        )


def entries(dictionary: Dictionary) -> list[Entry]:
    """Return every term: those of the store, the newest first, then those of the files."""
    delivered = {normalise(term.concept): term for term in dictionary.of_files}
    own = sorted(dictionary.of_store, key=lambda term: (-term.revision, term.concept))
    found = [_of_store(term, delivered.get(normalise(term.concept))) for term in own]
    taken = {normalise(term.concept) for term in own}
    rest = (term for name, term in delivered.items() if name not in taken)
    return [*found, *(Entry(term, Origin.DELIVERED, term) for term in rest)]


def entry(dictionary: Dictionary, concept: str) -> Entry | None:
    """Return the term of a name, retired or not; None where there is none."""
    name = normalise(concept)
    return next((each for each in entries(dictionary) if normalise(each.term.concept) == name), None)


def sought(every: Iterable[Entry], wanted: SoughtTerms) -> list[Entry]:
    """Return the entries that are sought; one that has the very name that is sought goes first."""
    name = normalise(wanted.text)
    found = [each for each in every if wanted.lets_pass(each)]
    return sorted(found, key=lambda each: normalise(each.term.concept) != name) if name else found


def _of_store(term: Term, delivered: Term | None) -> Entry:
    origin = Origin.CHANGED if delivered is not None else Origin.NEW
    return Entry(term, Origin.RETIRED if term.is_retired else origin, delivered)
