"""The models that were trained, and which of them answers: registered, activated, rolled back, dropped when old.

The store says which model answers; the folder's pointer, which the servers follow, says it after the store. A step that
was cut off between the two is made up for by `point`, which the trainer and every start call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.assistant.comparing import Comparison, compare
from policies.assistant.folder import ModelFolder
from policies.assistant.model import KEPT, Activation, Model, ModelNotFound
from policies.content.assistant_tables import ASSISTANT_ACTIVATION, ASSISTANT_MODEL
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.upserting import upsert
from policies.errors import InputError

M, A = ASSISTANT_MODEL, ASSISTANT_ACTIVATION
LONGEST_REASON = 500


class Registry:
    """The models of a store, with their files in a folder."""

    def __init__(
        self,
        engine: sa.Engine,
        folder: ModelFolder,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self.folder = folder
        self._clock = clock

    def every(self) -> list[Model]:
        """Return the models whose files are kept, the newest first."""
        query = sa.select(M).where(M.c.is_kept).order_by(M.c.made_at.desc(), M.c.id)
        with self._engine.connect() as connection:
            return [Model(**row) for row in connection.execute(query).mappings()]

    def get(self, name: str) -> Model:
        """Return a model.

        Raises:
            ModelNotFound: there is none of this name.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(M).where(M.c.id == name)).mappings().first()
        if row is None:
            raise ModelNotFound(name)
        return Model(**row)

    def active(self) -> Model | None:
        """Return the model that answers; None where none was ever activated."""
        with self._engine.connect() as connection:
            name = _active(connection)
        return self.get(name) if name is not None else None

    def activations(self, limit: int = 20) -> list[Activation]:
        """Return which models were activated by whom, the newest first."""
        query = sa.select(A).order_by(A.c.number.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [Activation(**row) for row in connection.execute(query).mappings()]

    def compared(self, name: str) -> Comparison:
        """Return how a model stands beside the one that answers.

        Raises:
            ModelNotFound: there is none of this name.
        """
        return compare(self.get(name), self.active())

    def register(self, model: Model) -> Model:
        """Keep a model that was made, or made anew; drop the oldest beyond those that are kept."""
        row = {name: getattr(model, name) for name in M.c.keys()}  # noqa: SIM118
        again = (
            {**row, "figures": M.c.figures, "evaluated_on": M.c.evaluated_on} if not model.figures else row
        )
        with self._engine.begin() as connection:
            upsert(connection, M, row, {name: value for name, value in again.items() if name != "id"})
        self._drop_old()
        return self.get(model.id)

    def measured(self, name: str, figures: dict[str, Any], evaluated_on: str) -> None:
        """Keep what was measured of a model."""
        told = {"figures": figures, "evaluated_on": evaluated_on}
        with self._engine.begin() as connection:
            connection.execute(sa.update(M).where(M.c.id == name).values(**told))

    def activate(self, name: str, person: str, reason: str = "", *, by_itself: bool = False) -> Activation:
        """Make a model the one that answers; servers go over to it within seconds, without losing a turn.

        Args:
            name: of the model.
            person: who wants it.
            reason: why, where it is worse than the one that answers, or was not compared with it.
            by_itself: the service does it when it starts: the program is new and the old model does not fit it.

        Raises:
            ModelNotFound: there is no such model.
            InputError: its file is gone, it answers already, it needs a reason, or another one was activated meanwhile.
        """
        active = self.active()
        verdict = compare(self.get(name), active).verdict
        if verdict.needs_reason and not by_itself and not reason.strip():
            raise InputError("reason", f"model_{verdict.value}")
        return self._choose("activate", name, person, reason, active.id if active else None)

    def roll_back(self, name: str, person: str, reason: str) -> Activation:
        """Go back to a model that answered before, for a reason; nothing is compared.

        Raises:
            ModelNotFound: there is no such model.
            InputError: it never answered, its file is gone, it answers already, or there is no reason.
        """
        self.get(name)
        with self._engine.connect() as connection:
            before = connection.execute(sa.select(A.c.number).where(A.c.model_id == name)).first()
        if before is None:
            raise InputError(name, "model_never_active")
        if not reason.strip():
            raise InputError("reason", "roll_back_reason")
        active = self.active()
        return self._choose("roll_back", name, person, reason, active.id if active else None)

    def point(self) -> None:
        """Let the servers follow what the store says, where its file is there."""
        active = self.active()
        if active is not None and self.folder.has(active.id):
            self.folder.point(active.id)

    def _choose(self, action: str, name: str, person: str, reason: str, before: str | None) -> Activation:
        if len(reason) > LONGEST_REASON:
            raise InputError("reason", "model_reason_too_long", most=LONGEST_REASON)
        if not self.folder.has(name):
            raise InputError(name, "model_file_gone")
        if before == name:
            raise InputError(name, "model_is_active")
        why = reason.strip()
        told = {"model_id": name, "at": self._clock(), "by": person, "reason": why}
        with self._engine.begin() as connection:
            # First, for its lock: what was compared must still be what answers.
            write_entry(connection, person, action, "assistant", name, reason=why, before=before or "")
            if _active(connection) != before:
                raise InputError(name, "model_active_changed")
            made = connection.execute(sa.insert(A).values(**told).returning(A)).mappings().one()
        self.folder.point(name)
        return Activation(**made)

    def _drop_old(self) -> None:
        with writing(self._engine) as connection:
            active = _active(connection)
            kept = sa.select(M.c.id).where(M.c.is_kept, M.c.id != (active or ""))
            names = [row.id for row in connection.execute(kept.order_by(M.c.made_at.desc(), M.c.id))]
            old = names[KEPT - 1 if active else KEPT :]
            connection.execute(sa.update(M).where(M.c.id.in_(old)).values(is_kept=False))
        for name in old:
            self.folder.drop(name)


def _active(connection: sa.Connection) -> str | None:
    return connection.execute(sa.select(A.c.model_id).order_by(A.c.number.desc()).limit(1)).scalar()
