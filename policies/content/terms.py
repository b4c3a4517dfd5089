"""Terms of the store: what editors add to the lexicon of the files, change in it, or take out of it.

A term of the store stands for the term of that name in the files; deleting it from the store lets the
term of the files hold again. The words channel of an index depends on the dictionary: a change of terms
therefore gives every pair whose questions hold a word that is now cut otherwise the new revision, in the
same transaction, and each index cuts those pairs anew when it follows the store. No other row is touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

import sqlalchemy as sa

from policies.content import tables
from policies.content.changes import Changes
from policies.content.store import Store
from policies.errors import TermConflict, TermNotFound
from policies.language.dictionary import Dictionary
from policies.language.live import LiveDictionary
from policies.language.normalise import normalise
from policies.language.term import Term, clean

# Above this many words it costs less to cut every pair anew than to look for the affected ones.
MOST_WORDS = 200
NOTHING_SEEN: Mapping[str, int] = MappingProxyType({})


def term_id(concept: str) -> str:
    """Return the identifier of a term: the same for names that differ in spelling alone."""
    return "t-" + hashlib.blake2b(normalise(concept).encode(), digest_size=8).hexdigest()


class TermShelf:
    """Reads and writes the terms of one store."""

    def __init__(self, store: Store, dictionary: LiveDictionary) -> None:
        """Take the store, and the dictionary that follows it."""
        self._store = store
        self._dictionary = dictionary

    def revision(self) -> int:
        """Return the number of the last change of content."""
        return self._store.revision()

    def terms_revision(self) -> int:
        """Return the revision of the last change of terms; 0 where there was none."""
        stone = tables.TOMBSTONE
        written = sa.select(sa.func.max(tables.TERM.c.revision)).scalar_subquery()
        deleted = sa.select(sa.func.max(stone.c.revision)).where(stone.c.kind == "term").scalar_subquery()
        with self._store.engine.connect() as connection:
            row = connection.execute(sa.select(written, deleted)).one()
        return max(int(number or 0) for number in row)

    def terms(self) -> list[Term]:
        """Return every term of the store in order of its name, the retired ones too."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(tables.TERM).order_by(tables.TERM.c.concept)).mappings()
            return [_term(row) for row in rows]

    def term(self, concept: str) -> Term:
        """Return the term in effect under a name: the store's, retired or not, else that of the files.

        Raises:
            TermNotFound: neither knows the name.
        """
        name = normalise(concept)
        self._dictionary.follow(self)
        for term in (*self.terms(), *self._dictionary.now.terms):
            if normalise(term.concept) == name:
                return term
        raise TermNotFound(concept)

    def save(
        self, terms: Iterable[Term], actor: str, note: str = "", seen: Mapping[str, int] = NOTHING_SEEN
    ) -> list[Term]:
        """Save terms, all or none; returns them as saved.

        Args:
            terms: what to save.
            actor: who saves.
            note: why, for the audit.
            seen: by name, the revision of the term that the change was decided on; 0 for one of the files or none.

        Raises:
            InputError: a term cannot be used (see `clean`).
            TermConflict: somebody else changed one of the terms `seen` meanwhile.
        """
        fit = [clean(term) for term in terms]
        before = self._before()
        after = before.with_terms(fit)
        with self._store.writing(actor) as write:
            _demand_seen(write.connection, seen)
            saved = [write.term(term_id(term.concept), term, note) for term in fit]
            write.cut_anew(_few(before.other_words(after)))
        return saved

    def retire(self, concept: str, actor: str) -> Term:
        """Take a term out of the lexicon.

        Raises:
            TermNotFound: no such term.
        """
        return self.save([retired(self.term(concept))], actor)[0]

    def delete(
        self, concept: str, actor: str, note: str = "", seen: Mapping[str, int] = NOTHING_SEEN
    ) -> None:
        """Delete a term from the store; a term of the files with that name holds again. See `save`.

        Raises:
            TermNotFound: the store has no such term.
            TermConflict: somebody else changed it meanwhile.
        """
        identifier, before = term_id(concept), self._before()
        if all(term_id(term.concept) != identifier for term in self.terms()):
            raise TermNotFound(concept)
        with self._store.writing(actor) as write:
            _demand_seen(write.connection, seen)
            write.delete("term", identifier, concept=concept, note=note)
            write.cut_anew(_few(before.other_words(before.without_term(concept))))

    def _before(self) -> Dictionary:
        self._dictionary.follow(self)
        return self._dictionary.now


def retired(term: Term) -> Term:
    """Return a term as it is saved to take it out of use."""
    return Term(term.concept, term.type, term.field, term.ways, term.is_word, is_retired=True)


def _demand_seen(connection: sa.Connection, seen: Mapping[str, int]) -> None:
    t = tables.TERM.c
    for concept, revision in seen.items():
        found = connection.execute(sa.select(t.revision, t.author).where(t.id == term_id(concept))).first()
        if (found.revision if found else 0) != revision:
            raise TermConflict(concept, found.author if found else "")


def _few(words: Collection[str]) -> Collection[str] | None:
    return words if len(words) <= MOST_WORDS else None


def _term(row: sa.RowMapping) -> Term:
    plain = {name: row[name] for name in Term.__dataclass_fields__ if name != "ways"}
    return Term(ways=tuple(row["ways"]), **plain)


class TermedSource:
    """A store as an index follows it: the dictionary knows a revision's terms before the index cuts its rows.

    A dictionary that is ahead of the rows does no harm: the rows it concerns come with the next revision.
    """

    def __init__(self, store: Store, dictionary: LiveDictionary) -> None:
        """Let `dictionary` follow the terms of `store`."""
        self._store = store
        self._dictionary = dictionary
        self._terms = TermShelf(store, dictionary)

    def store_id(self) -> str:
        """Return what tells this store from every other."""
        return self._store.store_id()

    def revision(self) -> int:
        """Return the number of the last change; the dictionary has followed it."""
        return self._dictionary.follow(self._terms)

    def changes_since(self, revision: int) -> Changes:
        """Return what changed after a revision; the dictionary is at least as new."""
        changes = self._store.changes_since(revision)
        self._dictionary.follow(self._terms)
        return changes
