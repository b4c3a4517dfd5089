"""Websites that may show the assistant: from which addresses, and how it looks there."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.colors import contrast, hues, is_color
from policies.content.reasons import told_reason
from policies.content.store import Store
from policies.content.upserting import upsert
from policies.errors import InputError, LibraryError, NotFound

S = tables.SITES
LEAST_CONTRAST = 4.5
COLOR, PAPER = "#0d5a55", "#f6f3ec"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")


class SiteNotFound(NotFound):
    """No site has this identifier."""


class OriginRefused(LibraryError):
    """A website asks for the look of a site that does not allow it."""


@dataclass(frozen=True, slots=True)
class Site:
    """A website with the assistant on its pages.

    Attributes:
        id: the name in the snippet's `data-site`.
        title: what the panel is headed with.
        color: the accent, "#rrggbb"; text in it must be readable.
        greeting: what stands above the first question; empty for the usual one.
        hot: questions to begin with; empty for those of the whole library.
        origins: where it may be shown, such as "https://www.example.gov.cn".
    """

    id: str
    title: str
    color: str = COLOR
    greeting: str = ""
    hot: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


class Sites:
    """The sites of a store."""

    def __init__(self, store: Store) -> None:
        """Keep the sites in `store`."""
        self._engine = store.engine

    def every(self) -> list[Site]:
        """Return all sites by name."""
        with self._engine.connect() as connection:
            return [_site(row) for row in connection.execute(sa.select(S).order_by(S.c.id)).mappings()]

    def origins(self) -> frozenset[str]:
        """Return where any of the sites may be shown."""
        with self._engine.connect() as connection:
            return frozenset(origin for row in connection.scalars(sa.select(S.c.origins)) for origin in row)

    def find(self, site_id: str) -> Site:
        """Return a site.

        Raises:
            SiteNotFound: none has this identifier.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(S).where(S.c.id == site_id)).mappings().first()
        if row is None:
            raise SiteNotFound(site_id)
        return _site(row)

    def save(self, site: Site, actor: str) -> Site:
        """Save a site under its name, with an audit entry.

        Raises:
            InputError: the name or an origin cannot be used, or text in the colour would be hard to read.
        """
        _refuse_unusable(site)
        row = {**asdict(site), "hot": list(site.hot), "origins": list(site.origins)}
        with self._engine.begin() as connection:
            upsert(connection, S, row)
            write_entry(connection, actor, "save", "site", site.id)
        return site

    def delete(self, site_id: str, actor: str, reason: str = "") -> None:
        """Take a site away; it may show the assistant no longer. `reason` is kept in the audit.

        Raises:
            SiteNotFound: none has this identifier.
        """
        with self._engine.begin() as connection:
            if connection.execute(sa.delete(S).where(S.c.id == site_id)).rowcount == 0:
                raise SiteNotFound(site_id)
            write_entry(connection, actor, "delete", "site", site_id, **told_reason(reason))


def readability(color: str) -> float:
    """Return the least contrast that text in an accent has here: on paper, and on its own pale shade."""
    _, wash = hues(color)
    return min(contrast(color, PAPER), contrast(color, wash))


def is_origin(text: str) -> bool:
    """Tell whether a text is where a website is, such as "https://www.example.gov.cn"."""
    return _ORIGIN.fullmatch(text) is not None and bool(urlsplit(text).hostname)


def _refuse_unusable(site: Site) -> None:
    if not _NAME.fullmatch(site.id):
        raise InputError("id", "site_name")
    for origin in site.origins:
        if not is_origin(origin):
            raise InputError("origins", "site_origin", value=origin)
    if not is_color(site.color):
        raise InputError("color", "site_color")
    ratio = readability(site.color)
    if ratio < LEAST_CONTRAST:
        raise InputError("color", "site_contrast", ratio=f"{ratio:.1f}", least=LEAST_CONTRAST)


def _site(row: sa.RowMapping) -> Site:
    return Site(**{**row, "hot": tuple(row["hot"]), "origins": tuple(row["origins"])})
