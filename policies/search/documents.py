"""Documents as one text each: what is asked often stands in several of their passages.

They lie in a tantivy index of their own, whose BM25 scores them: it measures how rare a token is and how long a text
is against all rows of an index, and among rows of one sentence every document would look endless.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import tantivy

from policies.language.normalise import normalise
from policies.language.tokens import char_bigrams
from policies.search.bm25 import field_query
from policies.search.fields import DOCUMENT
from policies.search.rows import Document
from policies.search.stored import number_of
from policies.search.terms import QueryTerms

HEAP_BYTES = 32_000_000
PAIR = "pair/"


def schema() -> Any:
    """Return the layout of the index."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("entry", tokenizer_name="raw", index_option="basic")
    build.add_unsigned_field("number", fast=True)
    build.add_text_field(DOCUMENT.name, tokenizer_name="whitespace", index_option="freq")
    return build.build()


class Documents:
    """The whole documents of one index, in a folder or in memory where none is given."""

    def __init__(self, folder: Path | None) -> None:
        """Open what lies in the folder, or begin with nothing.

        Raises:
            ValueError, OSError: what lies in the folder is not an index of this layout.
        """
        self._schema = schema()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, str(folder) if folder else None)
        self._written: Any = None

    def write(self, forgotten: Iterable[str], documents: Iterable[Document]) -> None:
        """Forget some entries and add documents, in one commit; nothing where only pairs changed. Let `settle` follow.

        Raises:
            ValueError: another process is writing.
        """
        self.settle()
        forgotten = [entry for entry in forgotten if not entry.startswith(PAIR)]
        documents = iter(documents)
        first = next(documents, None)
        if first is None and not forgotten:
            return
        writer = self._index.writer(HEAP_BYTES, 1)
        for entry in forgotten:
            writer.delete_documents_by_term("entry", entry)
        for each in chain(() if first is None else (first,), documents):
            writer.add_document(_stored(each))
        writer.commit()
        self._written = writer

    def settle(self) -> None:
        """Let what was written grow together; it can be read before."""
        writer, self._written = self._written, None
        if writer is not None:
            writer.wait_merging_threads()

    def snapshot(self) -> DocumentsSnapshot:
        """Return the documents as they are now; later writes do not change a snapshot."""
        self._index.reload()
        return DocumentsSnapshot(self._index.searcher(), self._schema)


class DocumentsSnapshot:
    """The whole documents at one moment."""

    def __init__(self, searcher: Any, layout: Any) -> None:
        """Read from `searcher`."""
        self._searcher = searcher
        self._schema = layout

    def scores(self, terms: QueryTerms, entries: Sequence[str]) -> dict[str, float]:
        """Return how well named documents as whole texts fit a question, about 0 to 1; the others are left out."""
        asked = terms.tokens[DOCUMENT.channel]
        count = int(self._searcher.num_docs)
        query = field_query(DOCUMENT, asked.said, asked.written | asked.official, count, 1.0, self._frequency)
        if not query.tokens or not entries:
            return {}
        make = tantivy.Query
        said = [(tantivy.Occur.Should, self._term(*each)) for each in query.tokens.items()]
        named = make.const_score_query(make.term_set_query(self._schema, "entry", list(entries)), 0.0)
        both = make.boolean_query(
            [(tantivy.Occur.Must, make.boolean_query(said)), (tantivy.Occur.Must, named)]
        )
        hits = self._searcher.search(both, len(entries), count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits]) if hits else []
        scored = dict(zip(numbers, (value / query.scale for value, _ in hits), strict=True))
        found = {entry: scored.get(_number(entry)) for entry in entries}
        return {entry: value for entry, value in found.items() if value is not None}

    def _frequency(self, token: str) -> int:
        return int(self._searcher.doc_freq(DOCUMENT.name, token))

    def _term(self, token: str, weight: float) -> Any:
        term = tantivy.Query.term_query(self._schema, DOCUMENT.name, token, "freq")
        return term if weight == 1.0 else tantivy.Query.boost_query(term, weight)


def _stored(each: Document) -> Any:
    document = tantivy.Document()
    document.add_text("entry", each.entry)
    document.add_unsigned("number", _number(each.entry))
    document.add_text(DOCUMENT.name, " ".join(char_bigrams(normalise(each.text))))
    return document


def _number(entry: str) -> int:
    return number_of(entry.encode())
