"""What an import found and did, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from policies.content.checks.finding import Finding
from policies.errors import BadRow
from policies.wording import say


class Action(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


class OnKnown(StrEnum):
    """What is done with a row whose pair is in the library already.

    `update` takes over what the row says and leaves the rest, `replace` leaves nothing of the old content,
    `skip` leaves the pair as it is.
    """

    SKIP = "skip"
    UPDATE = "update"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at; `rule` is a key of `exchange.warnings` in the wording."""

    rule: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowReport:
    """One good row: what becomes of it, and what to look at.

    Attributes:
        row: its number in the file.
        question: what it asks.
        action: what becomes of it.
        warnings: what the reading of the row gave.
        findings: what the checks say of the pair as it is published, errors apart: those stop a row.
    """

    row: int
    question: str
    action: Action
    warnings: tuple[Warned, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to look at, in words."""
        warned = (say(f"exchange.warnings.{each.rule}", **each.facts) for each in self.warnings)
        found = (say(f"findings.{each.rule}", **each.facts) for each in self.findings)
        return tuple(dict.fromkeys((*warned, *found)))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that asks what another row or a stored pair already asks; it is imported all the same."""

    row: int
    question: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did.

    Attributes:
        lines: every good row in order.
        duplicates: rows that ask what others ask.
        errors: rows that cannot become a pair.
        unknown_columns: columns that are kept as extra fields.
        written: whether anything was written; not on a dry run, nor when rows are at fault.
    """

    lines: tuple[RowReport, ...]
    duplicates: tuple[Duplicate, ...]
    errors: tuple[BadRow, ...]
    unknown_columns: tuple[str, ...]
    written: bool

    @property
    def rows(self) -> int:
        """Rows that are not blank."""
        return len(self.lines) + len(self.errors)

    @property
    def created(self) -> int:
        """New pairs."""
        return self._count(Action.CREATED)

    @property
    def updated(self) -> int:
        """Pairs that were in the library and change."""
        return self._count(Action.UPDATED) + self._count(Action.REPLACED)

    @property
    def unchanged(self) -> int:
        """Pairs that stay as they are."""
        return self._count(Action.UNCHANGED) + self._count(Action.SKIPPED)

    def _count(self, action: Action) -> int:
        return sum(line.action is action for line in self.lines)
