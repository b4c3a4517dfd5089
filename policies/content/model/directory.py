"""Who is responsible, and where: departments and regions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the directory."""

    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    phone: str | None = None
    hours: str | None = None
    address: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A node of the region tree; `name` is the full name."""

    code: str
    name: str
    parent: str | None
    level: str
