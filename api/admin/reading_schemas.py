"""Documents on an editor's table as JSON for the back office."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.document_schemas import CitingOut, ForesightOut
from api.admin.pair_schemas import Line
from api.security.text import Day, Legible
from policies.content.documents.clause_tree import Node
from policies.content.documents.following import Fate
from policies.content.documents.header import Header
from policies.content.documents.reading import Reading
from policies.content.documents.saving import Leads
from policies.content.model import Disclosure

MOST_CLAUSES = 5_000
Path = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128), Legible]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000), Legible]


class _Both(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True)


class HeaderBody(_Both):
    """A document's header."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), Legible]
    doc_number: Line | None = None
    index_number: Line | None = None
    issuer: Annotated[str, StringConstraints(max_length=300), Legible] | None = None
    category: Line | None = None
    region: Line | None = None
    disclosure: Disclosure
    written_on: Day | None = None
    published_on: Day | None = None
    effective_on: Day | None = None
    expires_on: Day | None = None

    def to_header(self) -> Header:
        """Return the header; what is empty is not set."""
        values: dict[str, Any] = self.model_dump()
        set_ones = {name: value for name, value in values.items() if value != ""}
        return Header(**set_ones)


class NodeBody(_Both):
    """A clause on the table; `was` names the stored clauses that it was, so that citations follow it."""

    path: Path
    level: int = Field(ge=0, le=12)
    heading: Line = ""
    text: Text
    was: list[Path] = Field(default=[], max_length=200)
    lines: list[int] = Field(
        default=[], max_length=20_000, description="Which lines of the printed text it came from."
    )

    def to_node(self) -> Node:
        """Return the clause."""
        return Node(self.path, self.level, self.heading, self.text, tuple(self.was), tuple(self.lines))


class ReadingOut(BaseModel):
    """A document on the table."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    policy_id: str | None = Field(description="The stored document that it corrects; null for a new one.")
    edition: int = Field(description="Grows with every change; a change names the one it was made on.")
    name: str
    from_file: bool
    header: HeaderBody
    nodes: list[NodeBody]
    printed: str
    collisions: list[str]
    changed_at: datetime
    changed_by: str

    @classmethod
    def of(cls, reading: Reading) -> ReadingOut:
        """Return a reading for the API."""
        return cls.model_validate(reading)


class WaitingOut(BaseModel):
    """A reading in the list of what was begun and not saved."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    policy_id: str | None
    title: str
    name: str
    from_file: bool
    changed_at: datetime
    changed_by: str


class WorkIn(_Both):
    """The work as it is now."""

    edition: int = Field(ge=1)
    header: HeaderBody
    nodes: list[NodeBody] = Field(min_length=1, max_length=MOST_CLAUSES)


class SaveIn(_Both):
    """The decision to save."""

    edition: int = Field(ge=1)
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Legible] = ""
    choices: dict[Path, Annotated[str, StringConstraints(max_length=128), Legible]] = Field(
        default={},
        max_length=200,
        description='Which clause stands for a cited one that vanishes, by path; "" for the whole document.',
    )


class CitedOut(BaseModel):
    """A clause that pairs cite, and what becomes of it."""

    model_config = ConfigDict(from_attributes=True)

    path: str
    fate: Fate
    to: str | None
    before: str
    after: str
    pairs: list[CitingOut]


class LeadsOut(BaseModel):
    """What saving would lead to."""

    model_config = ConfigDict(from_attributes=True)

    fields: list[str]
    clauses: int
    cited: list[CitedOut]
    foresight: ForesightOut

    @classmethod
    def of(cls, leads: Leads) -> LeadsOut:
        """Return it for the API."""
        return cls.model_validate(leads)
