"""What differs between two versions of a pair, field by field; texts piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from policies.content.model import QaPair
from policies.content.pairs.content import to_data

Kind = Literal["same", "removed", "added"]
_LONGEST_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that both texts have, or only the older, or only the newer."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A changed field.

    Attributes:
        field: its name; a section of the detail is "detail.amount".
        before, after: the values as data; None where there was or is none.
        pieces: how the older text becomes the newer one; empty where the values are no texts.
    """

    field: str
    before: Any
    after: Any
    pieces: tuple[Piece, ...] = ()


def changes(old: QaPair | None, new: QaPair) -> list[Change]:
    """Return the changed fields in the order of the pair's own; every filled one where there was nothing."""
    before, after = _flat(old) if old else {}, _flat(new)
    names = [*after, *(name for name in before if name not in after)]
    return [
        _change(name, before.get(name), after.get(name))
        for name in names
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """Return how a text becomes another one; joined, "same" and "removed" give the older, "same" and "added" the newer."""
    if len(old) + len(new) > _LONGEST_COMPARED:
        return tuple(Piece(kind, text) for kind, text in (("removed", old), ("added", new)) if text)  # type: ignore[arg-type]
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", old[i:j]))
            continue
        if j > i:
            found.append(Piece("removed", old[i:j]))
        if m > k:
            found.append(Piece("added", new[k:m]))
    return tuple(found)


def _flat(pair: QaPair) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in to_data(pair).items():
        if name == "detail":
            flat |= {f"detail.{facet}": text for facet, text in value.items()}
        else:
            flat[name] = value
    return flat


def _change(name: str, before: Any, after: Any) -> Change:
    texts = [value for value in (before, after) if value is not None]
    is_text = name in _TEXTS or name.startswith("detail.")
    if is_text and texts and all(isinstance(value, str) for value in texts):
        return Change(name, before, after, pieces_of(before or "", after or ""))
    return Change(name, before, after)


_TEXTS = frozenset({"question", "summary", "speech", "internal_note"})
