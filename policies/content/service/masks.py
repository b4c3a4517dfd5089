"""A site's own masks: what is taken out of citizens' words besides what always is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from policies.content.service.settings import Kind, ServiceSettings, Setting
from policies.content.store import Store
from policies.errors import InputError
from policies.language.masking import mask_with
from policies.language.patterns import OwnMask, refuse_harmful

MOST = 20


@dataclass(frozen=True, slots=True)
class SiteMask:
    """A mask that is in effect, with who added it."""

    id: str
    mask: OwnMask
    setting: Setting


class Masks:
    """Trying, adding and taking away."""

    def __init__(self, settings: ServiceSettings, store: Store) -> None:
        """Keep masks among the settings; what is public is read from the store."""
        self._settings = settings
        self._store = store

    def every(self) -> list[SiteMask]:
        """Return the site's masks, oldest first."""
        return [
            SiteMask(each.name, OwnMask.of(each.value["pattern"], each.value["label"]), each)
            for each in self._settings.current(Kind.MASK)
            if each.value is not None
        ]

    def tried(self, pattern: str, label: str, sample: str) -> str:
        """Return what a sample would be kept as if a mask were added.

        Raises:
            InputError: the mask cannot be added.
        """
        mask = self._usable(pattern, label)
        return mask_with(sample, [*(each.mask for each in self.every()), mask])

    def add(self, pattern: str, label: str, actor: str, why: str) -> SiteMask:
        """Mask what a pattern catches, from now on.

        Raises:
            InputError: it cannot be used, there are too many, or no reason is given.
        """
        mask = self._usable(pattern, label)
        there = self.every()
        if len(there) >= MOST:
            raise InputError("pattern", "mask_many", most=MOST)
        if mask.pattern in {each.mask.pattern for each in there}:
            raise InputError("pattern", "mask_there")
        value = {"pattern": mask.pattern, "label": mask.label}
        setting = self._settings.save(Kind.MASK, uuid4().hex[:12], value, actor, why, 0)
        return SiteMask(setting.name, mask, setting)

    def take_away(self, mask_id: str, actor: str, why: str) -> None:
        """Mask what a pattern catches no longer; what was masked stays so.

        Raises:
            SettingNotFound: there is no such mask.
            InputError: no reason is given.
        """
        self._settings.take_back(Kind.MASK, mask_id, actor, why)

    def _usable(self, pattern: str, label: str) -> OwnMask:
        mask = OwnMask.of(pattern, label)
        refuse_harmful(mask, self._public())
        return mask

    def _public(self) -> Iterable[str]:
        """Give what is published: telephone numbers of the directory."""
        return [each.phone for each in self._store.departments() if each.phone]


def masks_in(settings: Iterable[Setting]) -> tuple[OwnMask, ...]:
    """Return the masks among settings that can be applied, oldest first."""
    return tuple(
        OwnMask.of(each.value["pattern"], each.value["label"])
        for each in sorted(settings, key=lambda each: each.at)
        if each.kind is Kind.MASK and each.value is not None
    )
