"""What `yihaoda ingest` prints of the documents that it filed."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from policies.cli.console import OUT
from policies.content.filing import Filed, FiledDocument
from policies.wording import say


def counted(counts: Mapping[Filed, int]) -> dict[str, int]:
    """Return how many documents had each result, by its name in the wording."""
    return {result.value: counts.get(result, 0) for result in Filed}


def show_filed(each: FiledDocument) -> None:
    """Print what was read from a document that is in the library."""
    document = each.document
    if document is None:
        raise AssertionError("a file without an error has been read")
    marks = sum(len(clause.responsibilities) for clause in document.clauses)
    facts = {
        "title": document.title,
        "doc_number": document.doc_number,
        "index_number": document.index_number,
        "issuer": document.issuer,
        "disclosure": document.disclosure,
        "written_on": document.written_on,
        "cites": "、".join(document.cites),
        "clauses": len(document.clauses),
        "responsibilities": marks,
        "source_id": each.source_id,
    }
    table = Table(show_header=False, title=say(f"cli.ingest.{each.result}", name=each.where))
    for name, value in facts.items():
        if value:
            table.add_row(say(f"cli.ingest.field.{name}"), str(value))
    OUT.print(table)
