"""How long what is kept of people lasts: set by the environment, or for a site by its administrators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace

from policies.content.ending import Keeping
from policies.content.service.settings import Kind, ServiceSettings, Setting
from policies.errors import InputError

# By the names of `Keeping`: the fewest and the most days that may be set while the service runs.
LIMITS: dict[str, tuple[int, int]] = {
    "conversations": (30, 3650),
    "calls": (30, 3650),
    "contacts": (7, 3650),
    "order_contacts": (30, 3650),
    "corrections": (30, 3650),
    "events": (1, 365),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """How long one kind of thing is kept.

    Attributes:
        name: that of `Keeping`.
        days: in effect; 0 without end.
        configured: what the environment says.
        setting: the site's own, where it has any.
        least: the fewest days that may be set.
        most: the most.
    """

    name: str
    days: int
    configured: int
    setting: Setting | None
    least: int
    most: int

    @property
    def is_own(self) -> bool:
        """Whether the days are set here, not by the environment."""
        return self.setting is not None and self.setting.value is not None


class Retaining:
    """Looking at the days and changing them."""

    def __init__(self, settings: ServiceSettings, configured: Keeping) -> None:
        """Keep days among the settings, over those of the environment."""
        self._settings = settings
        self._configured = configured

    def every(self) -> list[Kept]:
        """Return each kind with where its days come from."""
        own = {each.name: each for each in self._settings.current(Kind.RETENTION)}
        effect = keeping_of(self._configured, days_in(own.values()))
        configured, days = asdict(self._configured), asdict(effect)
        return [
            Kept(each.name, days[each.name], configured[each.name], own.get(each.name), *LIMITS[each.name])
            for each in fields(Keeping)
        ]

    def proposed(self, days: Mapping[str, int]) -> Keeping:
        """Return how long everything would be kept with other days for some.

        Raises:
            InputError: a name is unknown, or its days are too few or too many.
        """
        for name, wanted in days.items():
            if name not in LIMITS:
                raise InputError(name, "retention_kind")
            least, most = LIMITS[name]
            if not least <= wanted <= most:
                raise InputError(name, "retention_days", least=least, most=most)
        now = {each.name: each.days for each in self.every()}
        return replace(self._configured, **{**now, **days})

    def save(self, days: Mapping[str, int], actor: str, why: str) -> list[Kept]:
        """Set the days of some kinds; those that are as they were stay untouched.

        Raises:
            InputError: as `proposed`, nothing differs, or no reason is given.
        """
        self.proposed(days)
        before = {each.name: each.days for each in self.every()}
        changed = {name: wanted for name, wanted in days.items() if before[name] != wanted}
        if not changed:
            raise InputError("days", "retention_same")
        self._settings.save_all(Kind.RETENTION, changed, actor, why)
        return self.every()

    def take_back(self, name: str, actor: str, why: str) -> list[Kept]:
        """Let a kind go by the environment again.

        Raises:
            SettingNotFound: it does.
            InputError: no reason is given.
        """
        self._settings.take_back(Kind.RETENTION, name, actor, why)
        return self.every()


def days_in(settings: Iterable[Setting]) -> dict[str, int]:
    """Return the days among settings, by the names of `Keeping`."""
    return {
        each.name: int(each.value)
        for each in settings
        if each.kind is Kind.RETENTION and each.value is not None and each.name in LIMITS
    }


def keeping_of(configured: Keeping, days: Mapping[str, int]) -> Keeping:
    """Return how long things are kept: as configured, but for the kinds that are set."""
    return replace(configured, **days)
