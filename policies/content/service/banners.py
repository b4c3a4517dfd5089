"""Announcements that everybody must see: on the citizens' pages, in the widget, at the beginning of a call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from policies.answering.speaking import speakable
from policies.content.service.settings import Kind, ServiceSettings, Setting
from policies.errors import InputError

MOST_CHARS, MOST_SPOKEN, MOST_AT_ONCE = 200, 80, 5
# Where an announcement may appear beside the sites: our own pages, and calls.
OWN, CALLS = "page", "hotline"


class Level(StrEnum):
    """How grave an announcement is."""

    INFO = "info"
    WARNING = "warning"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Banner:
    """An announcement.

    Attributes:
        id: its name among the settings.
        text: what is read.
        speech: what is heard; "" for the text as it is read aloud.
        level: how grave it is.
        since: from when it is shown; None for at once.
        until: until when; None until somebody takes it away.
        places: "page" for our own pages, "hotline" for calls, else names of sites; none for everywhere.
        version: how often it was changed.
        by: who changed it last.
        at: when.
        why: the reason.
    """

    id: str
    text: str
    speech: str
    level: Level
    since: datetime | None
    until: datetime | None
    places: tuple[str, ...]
    version: int
    by: str
    at: datetime
    why: str

    @property
    def said(self) -> str:
        """What a caller hears."""
        return speakable(self.speech or self.text)

    def shows_at(self, moment: datetime, place: str) -> bool:
        """Tell whether it is shown in a place at a moment."""
        begun = self.since is None or moment >= self.since
        over = self.until is not None and moment >= self.until
        return begun and not over and (not self.places or place in self.places)

    def is_over(self, moment: datetime) -> bool:
        """Tell whether its time is past."""
        return self.until is not None and moment >= self.until


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to announce; see `Banner`."""

    text: str
    level: Level = Level.WARNING
    speech: str = ""
    since: datetime | None = None
    until: datetime | None = None
    places: tuple[str, ...] = ()


class Banners:
    """Announcing, changing, taking away."""

    def __init__(self, settings: ServiceSettings) -> None:
        """Keep announcements among the settings."""
        self._settings = settings

    def every(self) -> tuple[Banner, ...]:
        """Return all announcements that were not taken away, the gravest first."""
        return banners_in(self._settings.current(Kind.BANNER))

    def save(
        self,
        draft: Draft,
        sites: Iterable[str],
        actor: str,
        why: str,
        banner_id: str = "",
        expected: int | None = None,
    ) -> Banner:
        """Announce something, or change an announcement.

        Args:
            draft: what to announce.
            sites: the names of the sites there are.
            actor: who announces it.
            why: the reason.
            banner_id: of the one that is changed; "" for a new one.
            expected: the version that was looked at.

        Raises:
            InputError: it cannot be shown or heard like this, its end is over, too many are announced at once, or no
                reason is given.
        """
        refuse_unusable(draft, sites)
        moment = datetime.now(UTC)
        others = [each for each in self.every() if each.id != banner_id and not each.is_over(moment)]
        if len(others) >= MOST_AT_ONCE:
            raise InputError("text", "banner_many", most=MOST_AT_ONCE)
        value = {
            "text": draft.text,
            "speech": draft.speech,
            "level": draft.level.value,
            "since": draft.since.isoformat() if draft.since else None,
            "until": draft.until.isoformat() if draft.until else None,
            "places": list(draft.places),
        }
        name = banner_id or uuid4().hex[:12]
        return _banner(self._settings.save(Kind.BANNER, name, value, actor, why, expected))

    def take_away(self, banner_id: str, actor: str, why: str) -> None:
        """Announce something no longer.

        Raises:
            SettingNotFound: there is no such announcement.
            InputError: no reason is given.
        """
        self._settings.take_back(Kind.BANNER, banner_id, actor, why)


def refuse_unusable(draft: Draft, sites: Iterable[str]) -> None:
    """Check an announcement.

    Raises:
        InputError: it is empty, too long to be read or heard, its times do not fit, or a place is unknown.
    """
    if not draft.text.strip():
        raise InputError("text", "banner_empty")
    if len(draft.text) > MOST_CHARS:
        raise InputError("text", "banner_long", most=MOST_CHARS)
    if len(speakable(draft.speech or draft.text)) > MOST_SPOKEN:
        raise InputError("speech", "banner_spoken", most=MOST_SPOKEN)
    if draft.until is not None and draft.until <= max(
        draft.since or draft.until.min.replace(tzinfo=UTC), datetime.now(UTC)
    ):
        raise InputError("until", "banner_until")
    unknown = set(draft.places) - {OWN, CALLS, *sites}
    if unknown:
        raise InputError("places", "banner_place", value="、".join(sorted(unknown)))


def banners_in(settings: Iterable[Setting]) -> tuple[Banner, ...]:
    """Return the announcements among settings, the gravest first, of those the newest."""
    found = [_banner(each) for each in settings if each.kind is Kind.BANNER and each.value is not None]
    gravest = list(reversed(Level))
    return tuple(sorted(found, key=lambda each: (gravest.index(each.level), -each.at.timestamp())))


def shown(banners: Sequence[Banner], moment: datetime, place: str) -> tuple[Banner, ...]:
    """Return the announcements that are shown in a place at a moment."""
    return tuple(each for each in banners if each.shows_at(moment, place))


def _banner(setting: Setting) -> Banner:
    value = setting.value
    return Banner(
        id=setting.name,
        text=value["text"],
        speech=value["speech"],
        level=Level(value["level"]),
        since=_moment(value["since"]),
        until=_moment(value["until"]),
        places=tuple(value["places"]),
        version=setting.version,
        by=setting.by,
        at=setting.at,
        why=setting.why,
    )


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
