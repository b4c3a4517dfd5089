"""Answering by the machine, switched off: as a whole, or for a department, a matter, a document, one pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from policies.content.service.settings import Kind, ServiceSettings, Setting, SettingNotFound
from policies.content.store import Store
from policies.errors import InputError, PairNotFound, PolicyNotFound


class Reach(StrEnum):
    """What a switch turns off."""

    ALL = "all"
    DEPARTMENT = "department"
    MATTER = "matter"
    DOCUMENT = "document"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Switch:
    """Answering that is switched off.

    Attributes:
        id: its name among the settings.
        reach: what it turns off.
        target: a department's full name, a pair's category (民政/养老; what lies below it too), the identifier of a
            document or of a pair; "" for everything.
        also: other names of a department.
        title: how people call the target.
        until: when answering goes on by itself; None where somebody must switch it on.
        by: who switched it off.
        at: when.
        why: the reason.
    """

    id: str
    reach: Reach
    target: str
    also: tuple[str, ...]
    title: str
    until: datetime | None
    by: str
    at: datetime
    why: str

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether answering is off at a moment."""
        return self.until is None or moment < self.until


class Switches:
    """Switching off and on, with its reason."""

    def __init__(self, settings: ServiceSettings, store: Store) -> None:
        """Keep switches among the settings; what they name is looked up in the store."""
        self._settings = settings
        self._store = store

    def off(self, reach: Reach, target: str, until: datetime | None, actor: str, why: str) -> Switch:
        """Switch answering off, at once.

        Raises:
            InputError: no reason is given, the end is over, or nothing has this name.
        """
        if until is not None and until <= datetime.now(UTC):
            raise InputError("until", "switch_until")
        target, title, also = self._named(reach, target.strip())
        for switch in self.now():
            if (switch.reach, switch.target) == (reach, target):
                raise InputError("target", "switch_twice", title=title)
        ends = until.isoformat() if until is not None else None
        value = {"reach": reach.value, "target": target, "also": also, "title": title, "until": ends}
        return switch_of(self._settings.save(Kind.SWITCH, uuid4().hex[:12], value, actor, why, 0))

    def on(self, switch_id: str, actor: str, why: str) -> None:
        """Switch answering on again.

        Raises:
            InputError: no reason is given.
            SettingNotFound: no such switch is off.
        """
        if switch_id not in {each.id for each in self.now()}:
            raise SettingNotFound(switch_id)
        self._settings.take_back(Kind.SWITCH, switch_id, actor, why)

    def now(self) -> tuple[Switch, ...]:
        """Return what is switched off at this moment, the newest first."""
        moment = datetime.now(UTC)
        return tuple(
            each for each in switches_in(self._settings.current(Kind.SWITCH)) if each.holds_at(moment)
        )

    def _named(self, reach: Reach, target: str) -> tuple[str, str, list[str]]:
        """Return the target as it is kept, how people call it, and other names that it goes by."""
        if reach is Reach.ALL:
            return "", "", []
        if reach is Reach.DEPARTMENT:
            department = self._store.department(target)
            if department is None:
                raise InputError("target", "department_unknown", department=target)
            return department.name, department.name, list(department.aliases)
        try:
            if reach is Reach.PAIR:
                pair = self._store.pair(target)
                return pair.id, pair.question, []
            if reach is Reach.DOCUMENT:
                policy = self._store.policy_by_number(target) or self._store.policy(target)
                return policy.id, f"《{policy.title}》", []
        except (PairNotFound, PolicyNotFound) as error:
            raise InputError("target", f"switch_{reach.value}", value=target) from error
        matter = target.strip("/")
        if not any(is_within(pair.category, matter) for pair in self._store.pairs()):
            raise InputError("target", "switch_matter", value=target)
        return matter, matter, []


def switch_of(setting: Setting) -> Switch:
    """Return a setting as the switch it is."""
    value = setting.value
    until = datetime.fromisoformat(value["until"]) if value["until"] else None
    return Switch(
        id=setting.name,
        reach=Reach(value["reach"]),
        target=value["target"],
        also=tuple(value["also"]),
        title=value["title"],
        until=until,
        by=setting.by,
        at=setting.at,
        why=setting.why,
    )


def switches_in(settings: Iterable[Setting]) -> tuple[Switch, ...]:
    """Return the switches among settings, the newest first."""
    found = [switch_of(each) for each in settings if each.kind is Kind.SWITCH and each.value is not None]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def is_within(category: str | None, matter: str) -> bool:
    """Tell whether a pair's category is a matter or lies below it."""
    return bool(category) and bool(matter) and f"{category}/".startswith(f"{matter}/")
