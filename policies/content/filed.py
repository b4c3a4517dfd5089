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
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who files, as the audit names it, and whether what is filed is demonstration data, which asks nobody."""

    actor: str = "ingest"
    is_demo: bool = False


BY_ITSELF = Origin()


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """The result for one document of the intake.

    Attributes:
        position: its place in the intake.
        where: how people find it.
        error: why it failed, or why it is held for an editor.
        reading_id: where it lies on an editor's table, when it is held.
        keeps: people's corrections stayed in the new version.
        document: what was read, where it could be.
    """

    position: int
    where: str
    result: Filed
    source_id: str | None = None
    document: ParsedDocument | None = None
    error: InputError | None = None
    reading_id: str | None = None
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that was read and waits to be saved."""

    position: int
    item: Item
    document: ParsedDocument

    def filed(self, result: Filed, source_id: str) -> FiledDocument:
        """Return its result where it is in the library."""
        return FiledDocument(self.position, self.item.where, result, source_id, self.document)

    def held(self, error: InputError, source_id: str, reading_id: str) -> FiledDocument:
        """Return its result where an editor must look at it."""
        return FiledDocument(
            self.position, self.item.where, Filed.HELD, source_id, self.document, error, reading_id
        )

    def failed(self, error: InputError) -> FiledDocument:
        """Return its result where it is not."""
        return FiledDocument(
            self.position, self.item.where, Filed.FAILED, document=self.document, error=error
        )
