"""What is set, as this process goes by it: read anew within a second of every change, not for every question."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from policies import wording
from policies.content.service.banners import Banner, banners_in
from policies.content.service.masks import masks_in
from policies.content.service.retaining import days_in
from policies.content.service.sentences import own_words
from policies.content.service.settings import ServiceSettings, Setting
from policies.content.service.switches import Switch, switches_in
from policies.language import masking
from policies.language.patterns import OwnMask

PAUSE_S = 0.4
log = structlog.get_logger("policies.service")


@dataclass(frozen=True, slots=True)
class InEffect:
    """The settings of one moment.

    Attributes:
        stamp: differs after every change.
        sentences: the site's words, by key.
        days: how long things are kept, by the names of `Keeping`, where the site sets it.
        masks: the site's masks.
        switches: what is switched off, unless its time is over.
        banners: what is announced, unless its time is over or not yet come.
    """

    stamp: int = 0
    sentences: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    masks: tuple[OwnMask, ...] = ()
    switches: tuple[Switch, ...] = ()
    banners: tuple[Banner, ...] = ()

    @classmethod
    def of(cls, stamp: int, settings: list[Setting]) -> InEffect:
        """Return settings in the forms in which they are used."""
        return cls(
            stamp,
            own_words(settings),
            days_in(settings),
            masks_in(settings),
            switches_in(settings),
            banners_in(settings),
        )


class Following:
    """Keeps this process by the settings of a store; sentences and masks hold for the whole process."""

    def __init__(self, settings: ServiceSettings) -> None:
        """Follow settings; nothing is read before `follow`."""
        self._settings = settings
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self.now = InEffect()
        settings.changed = self.follow

    def follow(self) -> None:
        """Go by the newest settings; cheap where nothing changed.

        Raises:
            SQLAlchemyError: the store does not answer; what was in effect stays so.
        """
        with self._guard:
            stamp = self._settings.stamp()
            if stamp == self.now.stamp:
                return
            self.now = InEffect.of(stamp, self._settings.current())
            wording.lay_over(self, self.now.sentences)
            masking.lay_over(self, self.now.masks)

    def start(self) -> None:
        """Follow by itself from now on, until closed."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._again, name="settings", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Follow no longer, and take what was laid over the process away."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        wording.lay_over(self, None)
        masking.lay_over(self, None)

    def _again(self) -> None:
        failing = False
        while not self._over.wait(PAUSE_S):
            try:
                self.follow()
                failing = False
            except SQLAlchemyError as error:
                if not failing:
                    log.error("settings_unread", error=type(error).__name__)
                failing = True
