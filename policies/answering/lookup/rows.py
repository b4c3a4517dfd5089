"""What an operator asks for, and what is shown for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policies.content.model import Facet

Kind = Literal["pair", "policy", "interpretation"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search shall show.

    Attributes:
        region: texts that hold there, by full name; None for every region.
        department: only of this department.
        kind: only of this kind.
        facet: only pairs that tell this.
        lapsed: also what is not in force.
    """

    region: str | None = None
    department: str | None = None
    kind: Kind | None = None
    facet: Facet | None = None
    lapsed: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it takes away what a search found."""
        return any(each is not None for each in (self.department, self.kind, self.facet))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what was found.

    Attributes:
        kind: what it is.
        id: of the pair, the document or the interpretation.
        title: the question or the document's title.
        text: the conclusion or the passage.
        clause: the clause's path, where it is one.
        number: the 文号.
        source: department or issuer.
        region: where it holds; None everywhere.
        status: validity on the day; for an interpretation its kind.
        in_force: whether it may be told as the rule of the day.
        on_request: 依申请公开: for staff alone.
    """

    kind: Kind
    id: str
    title: str
    text: str
    clause: str | None
    number: str | None
    source: str | None
    region: str | None
    status: str
    in_force: bool
    on_request: bool
