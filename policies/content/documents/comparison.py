"""An older and a newer text side by side, with the pairs that rest on what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policies.content.comparing import Change, Row, compare
from policies.content.documents.citing import Citing, citing
from policies.content.model import Policy
from policies.content.store import Store
from policies.errors import PolicyNotFound


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause of the older text beside one of the newer, and the pairs that cite the older one."""

    row: Row
    pairs: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts clause by clause.

    Attributes:
        whole: pairs that cite the older document without naming a clause.
    """

    old: Policy
    new: Policy
    rows: tuple[Compared, ...]
    whole: tuple[Citing, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """How many clauses became what."""
        return {change: sum(each.row.change is change for each in self.rows) for change in Change}

    @property
    def affected(self) -> tuple[Citing, ...]:
        """The pairs that rest on a clause that was changed or dropped, or on the older document as a whole."""
        changed = (each for each in self.rows if each.row.change in (Change.CHANGED, Change.REMOVED))
        found = [*(pair for each in changed for pair in each.pairs), *self.whole]
        return tuple({(each.id, each.waits): each for each in found}.values())


def older_texts(store: Store, policy: Policy) -> list[Policy]:
    """Return the documents in whose place one stands, the newest first."""
    return [each for each in store.predecessors(policy) if each.id != policy.id]


def newer_text(store: Store, policy: Policy) -> Policy | None:
    """Return the document that stands in the place of one; None where there is none."""
    if policy.superseded_by_id is None:
        return None
    try:
        return store.policy(policy.superseded_by_id)
    except PolicyNotFound:
        return None


def comparison(store: Store, old: Policy, new: Policy, department: str | None = None) -> Comparison:
    """Compare two texts.

    Args:
        store: where pairs are.
        old: the older text.
        new: the newer text.
        department: whose pairs alone may be seen; None for everybody's.
    """
    with store.engine.connect() as connection:
        pairs = [each for each in citing(connection, old.id) if department in (None, each.department)]
    rows = tuple(Compared(row, tuple(_resting(row.old_path, pairs))) for row in compare(old, new))
    return Comparison(old, new, rows, tuple(each for each in pairs if "" in each.paths))


def _resting(path: str | None, pairs: Sequence[Citing]) -> list[Citing]:
    return [each for each in pairs if path and any(cited and _is_within(path, cited) for cited in each.paths)]


def _is_within(path: str, cited: str) -> bool:
    """Whether a clause is the cited one or stands below it: 第五条(二) below 第五条, but 一(二)12 not below 一(二)1."""
    rest = path[len(cited) :]
    return path.startswith(cited) and not rest[:1].isdigit()
