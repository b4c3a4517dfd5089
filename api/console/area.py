"""A part of the service that is for some of the staff: the operator's desk, the admin console."""

from __future__ import annotations

from dataclasses import dataclass

from policies.content.keys import Role


@dataclass(frozen=True, slots=True)
class Area:
    """Pages under one address.

    Attributes:
        prefix: where they begin, "/desk".
        home: the page shown where only the prefix is asked for.
        roles: who may enter; an admin may always.
        pages: the first part of each page's address below the prefix; "" is the prefix with a slash.
    """

    prefix: str
    home: str
    roles: frozenset[Role]
    pages: frozenset[str]

    def holds(self, path: str) -> bool:
        """Tell whether a path lies in the area."""
        return path == self.prefix or path.startswith(f"{self.prefix}/")

    def is_page(self, path: str) -> bool:
        """Tell whether a path of the area is one of its pages'."""
        below = path.removeprefix(self.prefix)
        return below.startswith("/") and below[1:].partition("/")[0] in self.pages
