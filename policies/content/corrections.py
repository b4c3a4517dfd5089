"""What operators found wrong or missing while they answered; editors go through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from policies.content.audit import write_entry
from policies.content.correction_tables import CORRECTION
from policies.content.paging import beyond
from policies.content.settling import settle
from policies.content.writing import new_id
from policies.errors import InputError, LibraryError, NotFound
from policies.language.masking import mask

C = CORRECTION
CorrectionKind = Literal["wrong", "missing"]
LONGEST_NOTE = 500


class CorrectionNotFound(NotFound):
    """No request for a correction has this identifier."""


class CorrectionTaken(LibraryError):
    """Another editor is at work on it; `by` is their name, None where it was put back."""

    def __init__(self, correction_id: str, by: str | None) -> None:
        super().__init__(correction_id)
        self.by = by


@dataclass(frozen=True, slots=True)
class Correction:
    """One request.

    Attributes:
        kind: what was shown is wrong, or nothing that fits was found.
        question: what was looked for, masked.
        qa_id: the pair that was shown.
        source_id: the document or interpretation that was shown.
        card: what was shown, as it was.
        note: what the operator says about it, masked.
        asked_by: the operator.
        claimed_by: the editor who is at work on it.
    """

    id: str
    kind: CorrectionKind
    question: str
    qa_id: str | None
    source_id: str | None
    card: dict[str, Any] | None
    note: str
    asked_by: str
    at: datetime
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None


class Corrections:
    """The requests of a store."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def ask(
        self,
        kind: CorrectionKind,
        question: str,
        asked_by: str,
        *,
        qa_id: str | None = None,
        source_id: str | None = None,
        card: dict[str, Any] | None = None,
        note: str = "",
    ) -> str:
        """Keep a request and return its identifier; personal data is masked here.

        Raises:
            InputError: the note is too long, or neither a question nor something shown is named.
        """
        if len(note) > LONGEST_NOTE:
            raise InputError("note", "correction_note", most=LONGEST_NOTE)
        if not question.strip() and not qa_id and not source_id:
            raise InputError("question", "correction_empty")
        row = {
            "id": new_id("c"),
            "kind": kind,
            "question": mask(question.strip()),
            "qa_id": qa_id,
            "source_id": source_id,
            "card": card,
            "note": mask(note.strip()),
            "asked_by": asked_by,
            "at": datetime.now(UTC),
        }
        with self._engine.begin() as connection:
            connection.execute(sa.insert(C).values(**row))
            write_entry(connection, asked_by, "ask", "correction", str(row["id"]))
        return str(row["id"])

    def every(self, *, waiting: bool = True, after: str | None = None, limit: int = 100) -> list[Correction]:
        """Return requests, oldest first.

        Args:
            waiting: only those that nobody dealt with.
            after: the identifier of the last one of the page before, which may have been dealt with since.
            limit: at most so many.
        """
        query = sa.select(C).order_by(C.c.at, C.c.id).limit(limit)
        if waiting:
            query = query.where(C.c.done_at.is_(None))
        if after is not None:
            query = query.where(beyond(C.c.at, C.c.id, after))
        with self._engine.connect() as connection:
            return [_correction(row) for row in connection.execute(query).mappings()]

    def claim(self, correction_id: str, actor: str, seen: str | None = None) -> None:
        """Take a request, so that colleagues see who is at work on it.

        Args:
            correction_id: the request.
            actor: who takes it.
            seen: who had it when the actor decided, None for nobody: taking over is from a person whom one saw.

        Raises:
            CorrectionNotFound: there is no such request.
            CorrectionTaken: by now another has it.
            InputError: it was dealt with before.
        """
        free = sa.or_(C.c.claimed_by.is_(None), C.c.claimed_by.in_({actor, seen or actor}))
        self._step(correction_id, actor, "claim", free, claimed_by=actor, claimed_at=datetime.now(UTC))

    def release(self, correction_id: str, actor: str) -> None:
        """Put a request back that one has.

        Raises:
            CorrectionNotFound, CorrectionTaken, InputError: see `claim`.
        """
        mine = C.c.claimed_by == actor
        self._step(correction_id, actor, "release", mine, claimed_by=None, claimed_at=None)

    def _step(
        self, correction_id: str, actor: str, action: str, free: sa.ColumnElement[bool], **values: Any
    ) -> None:
        step = sa.update(C).where(C.c.id == correction_id, C.c.done_at.is_(None), free).values(**values)
        with self._engine.begin() as connection:
            if connection.execute(step).rowcount:
                write_entry(connection, actor, action, "correction", correction_id)
                return
            known = connection.execute(
                sa.select(C.c.done_at, C.c.claimed_by).where(C.c.id == correction_id)
            ).one_or_none()
        if known is None:
            raise CorrectionNotFound(correction_id)
        if known.done_at is not None:
            raise InputError(correction_id, "correction_done")
        raise CorrectionTaken(correction_id, known.claimed_by)

    def done(self, correction_id: str, actor: str) -> None:
        """Note that somebody dealt with a request.

        Raises:
            CorrectionNotFound: there is no such request.
            InputError: it was dealt with before.
        """
        settle(self._engine, C, "correction", correction_id, actor, CorrectionNotFound)


def _correction(row: sa.RowMapping) -> Correction:
    return Correction(**row)
