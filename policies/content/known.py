"""Which document of the library a file holds: asked for a whole batch of files at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from policies.content import tables

P = tables.POLICY


@dataclass(frozen=True, slots=True)
class Head:
    """What tells a document from another; `id` is "" while it is in no library yet.

    `has_identifier`: `source_name` holds an identifier that came with the document.
    """

    id: str
    title: str
    issuer: str | None
    doc_number: str | None
    source_name: str | None
    checksum: str
    has_identifier: bool = False


class Known:
    """The documents that a batch of files may hold, and those that the batch itself has brought."""

    def __init__(self, engine: sa.Engine, batch: Sequence[Head]) -> None:
        """Look up everything that shares a checksum, a 文号 or a file's name with the batch."""
        self._heads: dict[str, Head] = {}
        columns = (P.c.id, P.c.title, P.c.issuer, P.c.doc_number, P.c.source_name, P.c.checksum)
        with engine.connect() as connection:
            for column, values in (
                (P.c.checksum, {each.checksum for each in batch}),
                (P.c.doc_number, {each.doc_number for each in batch if each.doc_number}),
                (P.c.source_name, {each.source_name for each in batch if each.source_name}),
            ):
                for row in connection.execute(sa.select(*columns).where(column.in_(values))):
                    self.add(Head(*row))

    def add(self, head: Head) -> None:
        """Note a document that the batch brought; one of the same identifier is no longer what it was."""
        self._heads[head.id] = head

    def same(self, head: Head) -> str | None:
        """Return the identifier of the document that was read from the same bytes."""
        return next((each.id for each in self._heads.values() if each.checksum == head.checksum), None)

    def former(self, head: Head) -> str | None:
        """Return the identifier of the document of which this is another version, None for a new one.

        An identifier of its own decides alone. A 文号 does where it is a notice's; an order (…令第5号) may
        hold several texts, so that the title must agree as well. Without a number the file's name, title
        and issuer must all agree.
        """
        heads = self._heads.values()
        if head.has_identifier:
            return _last(each for each in heads if each.source_name == head.source_name)
        if head.doc_number and (found := _last(each for each in heads if _has_number(each, head))):
            return found
        return _last(each for each in heads if each.doc_number is None and _is_same_file(each, head))


def known_interpretation(engine: sa.Engine, title: str) -> tuple[str | None, str | None]:
    """Return (identifier, checksum) of the interpretation with this title, Nones where there is none."""
    table = tables.INTERPRETATION
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(table.c.id, table.c.checksum).where(table.c.title == title)
        ).first()
    return (row[0], row[1]) if row else (None, None)


def _last(heads: Iterable[Head]) -> str | None:
    found = [each.id for each in heads]
    return found[-1] if found else None


def _has_number(known: Head, head: Head) -> bool:
    if known.doc_number != head.doc_number:
        return False
    return "〔" in (head.doc_number or "") or _bare(known.title) == _bare(head.title)


def _is_same_file(known: Head, head: Head) -> bool:
    return (known.source_name, known.title, known.issuer) == (head.source_name, head.title, head.issuer)


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"^[（(]转载[)）]", "", title))
