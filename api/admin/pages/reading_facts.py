"""What the page of a reading shows; everything here that reads the store runs beside the event loop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.admin.reading_schemas import HeaderBody
from api.bridge import Bridge
from policies.content.documents.clause_tree import Node
from policies.content.documents.following import cited_clauses
from policies.content.documents.header import DAYS, FIELDS, Header, header_of
from policies.content.documents.listing import names_in_use
from policies.content.documents.reading import Reading
from policies.content.documents.saving import Leads, leads
from policies.content.model import Clause, Disclosure, Policy
from policies.errors import PolicyNotFound
from policies.ingest.markers import read_marker

LONGEST_OPENING = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in the tree of the page.

    Attributes:
        mark: "new", "changed" or "" beside the stored document, or the file where there is none.
        cited: how many pairs cite it.
    """

    path: str
    level: int
    opening: str
    mark: str
    cited: int


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, and the clause that it stands in; -1 for none."""

    text: str
    node: int


class ReadingFacts:
    """Facts of readings."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._store = bridge.library.store

    def shown(self, reading: Reading) -> dict[str, dict[str, Any]]:
        """Return what the page shows once."""
        names = names_in_use(self._store, None)
        names["region"] = [each.name for each in self._store.regions()]
        names["issuer"] = [each.name for each in self._store.departments()]
        disclosures = [each for each in Disclosure if each is not Disclosure.WITHHELD]
        return {
            "standing": self.standing(reading),
            "names": {"known": names, "disclosures": disclosures, "days": DAYS},
        }

    def standing(self, reading: Reading) -> dict[str, Any]:
        """Return where the work stands: whose it is, what it begins from, what it must decide."""
        stored = self._stored(reading)
        return {
            "reading": reading,
            "stored": stored,
            "is_outdated": stored is not None and stored.version != reading.base_version,
            "collisions": [self._collision(reading, stored, each) for each in reading.collisions],
        }

    def leads(self, reading: Reading) -> Leads:
        """Return what saving would lead to.

        Raises:
            InputError: it cannot be saved as it is.
        """
        return leads(self._store, reading, self._bridge.today())

    def rows(self, reading: Reading) -> list[Row]:
        """Return the tree."""
        stored = self._stored(reading)
        before = {each.path: each for each in (stored or reading.read).clauses}
        cited = self._cited(reading, stored)
        found = []
        for node in reading.nodes:
            was = [before[path] for path in (node.was if stored else (node.path,)) if path in before]
            same = len(was) == 1 and _said(was[0]) == _said(node)
            mark = "" if same else "changed" if was else "new"
            opening = node.text.replace("\n", " ")[:LONGEST_OPENING]
            found.append(
                Row(node.path, node.level, opening, mark, sum(cited.get(path, 0) for path in node.was))
            )
        return found

    def node(self, reading: Reading, at: int) -> dict[str, Any]:
        """Return the clause that is open, with what it was."""
        node = reading.nodes[at]
        stored = self._stored(reading)
        before = {each.path: each.text for each in stored.clauses} if stored else {}
        marker = read_marker(node.text)
        return {
            "node": node,
            "style": marker.style.name.lower() if marker else "none",
            "count": len(reading.nodes),
            "responsibilities": node.to_clause().responsibilities,
            "was": [(path, before[path]) for path in node.was if path in before],
        }

    def lines(self, reading: Reading) -> list[Line]:
        """Return the printed text line by line."""
        owner = {line: n for n, node in enumerate(reading.nodes) for line in node.lines}
        return [
            Line(text, owner.get(n, -1)) for n, text in enumerate(reading.printed.split("\n")) if text.strip()
        ]

    def _cited(self, reading: Reading, stored: Policy | None) -> dict[str, int]:
        if stored is None:
            return {}
        with self._store.engine.connect() as connection:
            return {each.path: len(each.pairs) for each in cited_clauses(connection, stored, reading.nodes)}

    def _collision(self, reading: Reading, stored: Policy | None, name: str) -> tuple[str, str, str]:
        """Return what the file says now of what was corrected: its name, what people made of it, what the file has."""
        if name in FIELDS:
            own = str(getattr(header_of(stored), name) or "") if stored else ""
            return name, own, str(getattr(header_of(reading.read), name) or "")
        texts = [
            {each.path: each.text for each in policy.clauses} if policy else {}
            for policy in (stored, reading.read)
        ]
        return name, texts[0].get(name, ""), texts[1].get(name, "")

    def _stored(self, reading: Reading) -> Policy | None:
        try:
            return self._store.policy(reading.policy_id) if reading.policy_id else None
        except PolicyNotFound:
            return None


def header_told(told: Mapping[str, Any]) -> Header:
    """Return the header of a form.

    Raises:
        ValidationError: a field holds what it cannot.
    """
    values = {name: str(told.get(name) or "").strip() or None for name in FIELDS}
    return HeaderBody.model_validate(values).to_header()


def at_cursor(text: str, units: int) -> int:
    """Return a cursor's place in characters; browsers count in UTF-16 units."""
    return len(text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", errors="ignore"))


def _said(clause: Clause | Node) -> tuple[str, int, str, str]:
    return clause.path, clause.level, clause.heading, clause.text
