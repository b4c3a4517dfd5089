"""How rows lie in the embedded engine."""

from __future__ import annotations

from typing import Any

import tantivy

from policies.search.fields import ALL, Field
from policies.search.stored import StoredRow


def schema() -> Any:
    """Return the layout of the index."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("entry", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "region", "disclosure", "said"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_bytes_field("body", stored=True)
    build.add_bytes_field("meaning", stored=True)
    build.add_unsigned_field("number", fast=True)
    for field in ALL:
        build.add_text_field(field.name, tokenizer_name="whitespace", index_option="freq")
        build.add_unsigned_field(length_of(field), fast=True)
    return build.build()


def document_of(row: StoredRow) -> Any:
    """Return a row as the engine takes it."""
    document = tantivy.Document()
    document.add_text("entry", row.entry)
    document.add_text("kind", row.kind)
    document.add_text("region", row.region)
    document.add_text("disclosure", row.disclosure)
    if row.said:
        document.add_text("said", row.said)
    document.add_bytes("body", row.body)
    document.add_bytes("meaning", row.meaning)
    document.add_unsigned("number", row.number)
    for name, tokens, count in row.tokens:
        document.add_text(name, tokens)
        document.add_unsigned(f"{name}_length", count)
    return document


def length_of(field: Field) -> str:
    """Return the name of what holds how many tokens a field has."""
    return f"{field.name}_length"
