"""The embedded engine: a tantivy index that finds candidates; scores come from `bm25`.

Tokens are made by us, so every text field is whitespace-separated tokens. Rows are deleted by the text
field `entry`: tantivy ignores a deletion by an unsigned number without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from policies.content.model import Disclosure
from policies.search.bm25 import idf
from policies.search.cache import Cache
from policies.search.documents import Documents, DocumentsSnapshot
from policies.search.entries import Counted, Entry
from policies.search.fields import ALL, Field
from policies.search.layout import document_of, length_of, schema
from policies.search.meaning.nearest import Kept, Nearest
from policies.search.rows import Document, Row
from policies.search.stored import counted, stored
from policies.search.terms import Terms

HEAP_BYTES = 32_000_000
# Of one field; of all together so many as fit two hundred thousand.
CACHED_FREQUENCIES = 200_000 // len(ALL)
CACHED_ENTRIES = 20_000
WARMED_AT_ONCE = 500
_MARKS = tuple(each.value for each in Disclosure)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows a search may see; None lets all pass."""

    regions: frozenset[str] | None = None
    disclosures: frozenset[str] | None = None
    entries: frozenset[str] | None = None


class Engine:
    """One index in a folder, or in memory where no folder is given."""

    def __init__(self, folder: Path | None) -> None:
        """Open the index, or make an empty one.

        Raises:
            ValueError, OSError: what lies in the folder is not an index of this layout.
        """
        self._schema = schema()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, str(folder) if folder else None)
        self._documents = Documents(folder / "documents" if folder else None)
        self._written: Any = None
        self.cache = Cache()

    def write(
        self,
        forgotten: Collection[str],
        rows: Iterable[Row],
        terms: Terms,
        documents: Iterable[Document] = (),
    ) -> None:
        """Forget all rows of some entries and add rows, in one commit; all or nothing. Let `settle` follow.

        Whole documents are committed before; who dies between leaves both to be written again from the same changes.

        Raises:
            ValueError: another process is writing.
        """
        self.settle()
        self._documents.write(forgotten, documents)
        writer = self._index.writer(HEAP_BYTES, 1)
        for entry in forgotten:
            writer.delete_documents_by_term("entry", entry)
        for row in rows:
            writer.add_document(document_of(stored(row, terms)))
        writer.commit()
        self._written = writer

    def settle(self) -> None:
        """Let what was written grow together; it can be read before."""
        writer, self._written = self._written, None
        if writer is not None:
            writer.wait_merging_threads()
        self._documents.settle()

    def snapshot(self) -> Snapshot:
        """Return the index as it is now; later writes do not change a snapshot."""
        self._index.reload()
        return Snapshot(self._index.searcher(), self._schema, self.cache, self._documents.snapshot())


class Snapshot:
    """The index at one moment: candidates, statistics, rows."""

    def __init__(self, searcher: Any, layout: Any, cache: Cache, documents: DocumentsSnapshot) -> None:
        """Read the statistics of every field once."""
        self.documents = documents
        self._searcher = searcher
        self._schema = layout
        self._cache = cache
        self.vocabulary = cache.vocabulary
        self._nearest: Nearest | None = None
        self._frequencies: dict[str, dict[str, int]] = {field.name: {} for field in ALL}
        self._entries: dict[str, Entry] = {}
        self._weights: dict[int, dict[str, float]] = {}
        self._statistics = {field.name: self._measure(field) for field in ALL}
        # A filter that lets every row pass costs most of a search.
        self.marks = frozenset(mark for mark in _MARKS if searcher.doc_freq("disclosure", mark))

    def statistics(self, field: Field) -> tuple[int, float]:
        """Return how many rows have a field, and its mean length in tokens."""
        return self._statistics[field.name]

    def frequency(self, field: Field, token: str) -> int:
        """Return in how many rows of a field a token stands."""
        known = self._frequencies[field.name]
        found = known.get(token)
        if found is None:
            if len(known) >= CACHED_FREQUENCIES:
                known = self._frequencies[field.name] = {}
            found = known[token] = int(self._searcher.doc_freq(field.name, token))
        return found

    def weights(self, field: Field, row: Counted) -> dict[str, float]:
        """Return the idf of a row's distinct characters in one field; the same rows are asked for again and again."""
        found = self._weights.get(row.number)
        if found is None:
            if len(self._weights) >= CACHED_ENTRIES:
                self._weights = {}
            count, _ = self.statistics(field)
            found = {sign: idf(count, self.frequency(field, sign)) for sign in row.signs}
            self._weights[row.number] = found
        return found

    def top(
        self, field: Field, tokens: dict[str, float], filters: Filters, limit: int
    ) -> list[tuple[float, Counted]]:
        """Return the rows that the engine's own scoring puts first in one field, with its scores."""
        if not tokens:
            return []
        hits = self._searcher.search(self._query(field, tokens, filters), limit, count=False).hits
        return self._rows_at([address for _, address in hits], [float(value) for value, _ in hits])

    def entry(self, name: str) -> Entry:
        """Return an entry with all its rows."""
        found = self._entries.get(name)
        if found is None:
            if len(self._entries) >= CACHED_ENTRIES:
                self._entries = {}
            found = self._entries[name] = Entry(name, self._read_entry(name))
        return found

    @property
    def meanings(self) -> Nearest:
        """Where all pairs lie; what was read for an earlier snapshot is not read again."""
        if self._nearest is None:
            self._nearest = Nearest(self._cache.meanings.of(self._answers(), self._read_meaning))
        return self._nearest

    def _answers(self) -> list[tuple[int, Any]]:
        """Return number and address of every answer's row."""
        query = tantivy.Query.term_query(self._schema, "kind", "answer", "basic")
        count = self._searcher.doc_freq("kind", "answer")
        addresses = [address for _, address in self._searcher.search(query, max(1, count), count=False).hits]
        numbers = self._searcher.fast_field_values("number", addresses) if addresses else []
        return list(zip(numbers, addresses, strict=True))

    def _read_meaning(self, address: Any) -> Kept:
        document = self._searcher.doc(address)
        return document.get_first("entry"), np.frombuffer(document.get_first("meaning"), np.float16)

    def warm(self, most: int) -> None:
        """Read at most so many rows ahead, so that the first questions do not wait for them."""
        hits = self._searcher.search(tantivy.Query.all_query(), most, count=False).hits
        addresses = [address for _, address in hits]
        for begin in range(0, len(addresses), WARMED_AT_ONCE):
            some = addresses[begin : begin + WARMED_AT_ONCE]
            self._rows_at(some, [0.0] * len(some))

    def saying(self, said: str) -> list[Counted]:
        """Return the stored questions that say this word for word (`as_said`)."""
        return self._with("said", said) if said else []

    def _read_entry(self, entry: str) -> list[Counted]:
        return self._with("entry", entry)

    def _with(self, name: str, value: str) -> list[Counted]:
        query = tantivy.Query.term_query(self._schema, name, value, "basic")
        addresses = [address for _, address in self._searcher.search(query, 1000, count=False).hits]
        return [row for _, row in self._rows_at(addresses, [0.0] * len(addresses))]

    def _rows_at(self, addresses: list[Any], scores: list[float]) -> list[tuple[float, Counted]]:
        numbers = self._searcher.fast_field_values("number", addresses) if addresses else []
        rows = [self._counted(*found) for found in zip(numbers, addresses, strict=True)]
        return list(zip(scores, rows, strict=True))

    def _query(self, field: Field, tokens: dict[str, float], filters: Filters) -> Any:
        make, should, must = tantivy.Query, tantivy.Occur.Should, tantivy.Occur.Must
        asked = []
        for token, weight in tokens.items():
            term = make.term_query(self._schema, field.name, token, "freq")
            asked.append((should, term if weight == 1.0 else make.boost_query(term, weight)))
        parts = [(must, make.boolean_query(asked))]
        allowances = {"region": filters.regions, "disclosure": filters.disclosures, "entry": filters.entries}
        for name, allowed in allowances.items():
            if allowed is not None and not (name == "disclosure" and self.marks <= allowed):
                only = make.term_set_query(self._schema, name, sorted(allowed))
                parts.append((must, make.const_score_query(only, 0.0)))
        return make.boolean_query(parts) if len(parts) > 1 else parts[0][1]

    def _measure(self, field: Field) -> tuple[int, float]:
        asked = {"of": {"stats": {"field": length_of(field)}}}
        found = self._searcher.aggregate(tantivy.Query.all_query(), asked)["of"]
        return int(found["count"]), float(found["avg"] or 0.0)

    def _counted(self, number: int, address: Any) -> Counted:
        known = self._cache.get(number)
        if known is None:
            read = self._searcher.doc(address)
            known = counted(number, read.get_first("body"), read.get_first("meaning"), self.vocabulary)
            self._cache.keep(number, known)
        return known
