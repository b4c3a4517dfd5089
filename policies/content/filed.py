"""What becomes of documents that are filed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policies.errors import InputError
from policies.ingest.intake import Item
from policies.ingest.parsed import ParsedDocument


class Filed(StrEnum):
    """What became of a file."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """The result for one document of the intake.

    Attributes:
        position: its place in the intake.
        where: how people find it.
        error: why it failed.
        document: what was read, where it could be.
    """

    position: int
    where: str
    result: Filed
    source_id: str | None = None
    document: ParsedDocument | None = None
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that was read and waits to be saved."""

    position: int
    item: Item
    document: ParsedDocument

    def filed(self, result: Filed, source_id: str) -> FiledDocument:
        """Return its result where it is in the library."""
        return FiledDocument(self.position, self.item.where, result, source_id, self.document)

    def failed(self, error: InputError) -> FiledDocument:
        """Return its result where it is not."""
        return FiledDocument(
            self.position, self.item.where, Filed.FAILED, document=self.document, error=error
        )
