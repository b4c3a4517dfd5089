"""The settings of a running service: each with its versions, who made them, when and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.reasons import known_reason
from policies.errors import EditError, NotFound

T = tables.SERVICE_SETTING
MOST_WHY = 500


class Kind(StrEnum):
    """What is set; also the audit's name for it."""

    WORDING = "wording"
    RETENTION = "retention"
    MASK = "mask"
    SWITCH = "switch"
    BANNER = "banner"


class SettingNotFound(NotFound):
    """Nothing is set under this name."""


class SettingConflict(EditError):
    """Somebody else changed the setting meanwhile: version `expected` is not the newest any more, `found` is."""

    def __init__(self, name: str, expected: int, found: int) -> None:
        super().__init__(name, "setting_conflict", expected=expected, found=found)


@dataclass(frozen=True, slots=True)
class Setting:
    """One version of one setting; without a value it is as delivered from then on."""

    kind: Kind
    name: str
    version: int
    value: Any
    by: str
    at: datetime
    why: str


class ServiceSettings:
    """The settings of a store. What is written here holds at once in this process, and within a second in all others."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Keep them in a store's database."""
        self._engine = engine
        self._clock = clock
        self.changed: Callable[[], object] = lambda: None

    def stamp(self) -> int:
        """Return what differs after every change."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(T)) or 0

    def current(self, kind: Kind | None = None) -> list[Setting]:
        """Return the newest version of every setting, or of those of a kind, those without a value too."""
        newest = sa.select(T.c.kind, T.c.name, sa.func.max(T.c.version).label("version"))
        newest = newest.group_by(T.c.kind, T.c.name)
        if kind is not None:
            newest = newest.where(T.c.kind == kind.value)
        latest = newest.subquery()
        same = sa.and_(T.c.kind == latest.c.kind, T.c.name == latest.c.name, T.c.version == latest.c.version)
        return self._read(sa.select(T).join(latest, same).order_by(T.c.kind, T.c.at, T.c.name))

    def history(self, kind: Kind, name: str) -> list[Setting]:
        """Return all versions of a setting, newest first."""
        return self._read(
            sa.select(T).where(T.c.kind == kind.value, T.c.name == name).order_by(T.c.version.desc())
        )

    def past(self, kind: Kind, limit: int = 50) -> list[Setting]:
        """Return what was done last to the settings of a kind, newest first."""
        of_kind = sa.select(T).where(T.c.kind == kind.value)
        return self._read(of_kind.order_by(T.c.at.desc(), T.c.version.desc()).limit(limit))

    def save(
        self, kind: Kind, name: str, value: Any, actor: str, why: str, expected: int | None = None
    ) -> Setting:
        """Set a value, None for the delivered one, with an audit entry in the same transaction.

        Args:
            kind: what is set.
            name: which one.
            value: what JSON can hold.
            actor: who sets it.
            why: the reason, in words.
            expected: the version that was looked at, 0 for none; None overwrites whatever is there.

        Raises:
            InputError: no reason is given.
            SettingConflict: somebody else changed it meanwhile.
        """
        why = reason(why)
        with writing(self._engine) as connection:
            made = self._write(connection, Setting(kind, name, 0, value, actor, self._clock(), why), expected)
        self.changed()
        return made

    def save_all(self, kind: Kind, values: Mapping[str, Any], actor: str, why: str) -> list[Setting]:
        """Set several values of a kind together, or none of them.

        Raises:
            InputError: no reason is given.
            SettingConflict: somebody else changed one of them at the same moment.
        """
        why, at = reason(why), self._clock()
        with writing(self._engine) as connection:
            made = [
                self._write(connection, Setting(kind, name, 0, value, actor, at, why), None)
                for name, value in values.items()
            ]
        self.changed()
        return made

    def take_back(self, kind: Kind, name: str, actor: str, why: str) -> Setting:
        """Let a setting be as it was delivered.

        Raises:
            InputError: no reason is given.
            SettingNotFound: nothing is set under this name.
        """
        last = self.history(kind, name)
        if not last or last[0].value is None:
            raise SettingNotFound(name)
        return self.save(kind, name, None, actor, why, last[0].version)

    def _write(self, connection: sa.Connection, wanted: Setting, expected: int | None) -> Setting:
        """Write the next version of a setting, and its audit entry."""
        kind, name = wanted.kind, wanted.name
        newest = sa.select(sa.func.max(T.c.version)).where(T.c.kind == kind.value, T.c.name == name)
        found = connection.scalar(newest) or 0
        if expected is not None and expected != found:
            raise SettingConflict(name, expected, found)
        made = replace(wanted, version=found + 1)
        try:
            connection.execute(sa.insert(T).values(**{**_row(made), "kind": kind.value}))
        except sa.exc.IntegrityError as error:  # another process was faster
            raise SettingConflict(name, found, found + 1) from error
        action = "save" if made.value is not None else "delete"
        write_entry(connection, made.by, action, kind.value, name, version=str(made.version), reason=made.why)
        return made

    def _read(self, query: sa.Select[Any]) -> list[Setting]:
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return [Setting(**{**row, "kind": Kind(row["kind"])}) for row in rows]


def reason(why: str) -> str:
    """Return a reason as it is kept.

    Raises:
        InputError: it is empty or too long.
    """
    return known_reason(why, MOST_WHY)


def _row(setting: Setting) -> dict[str, Any]:
    return {each.name: getattr(setting, each.name) for each in fields(setting)}
