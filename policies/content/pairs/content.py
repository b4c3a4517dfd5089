"""A pair as plain data for its history, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from policies.content.model import Facet, PairCitation, PairState, QaPair

_NOT_KEPT = frozenset({"id", "version"})
_DAYS = ("effective_on", "expires_on", "reviewed_on")
_LISTS = ("similar", "keywords")
# What an edit does not change by itself: it follows from who does what when.
BOOKKEEPING = frozenset({"id", "version", "state", "author", "reviewer", "reviewed_on", "is_demo"})


def to_data(pair: QaPair) -> dict[str, Any]:
    """Return a pair as data that JSON can hold, without its identifier and version."""
    return {
        each.name: _plain(getattr(pair, each.name)) for each in fields(pair) if each.name not in _NOT_KEPT
    }


def from_data(pair_id: str, version: int, data: dict[str, Any]) -> QaPair:
    """Return the pair of `to_data`."""
    known = {each.name for each in fields(QaPair)}
    values = {name: value for name, value in data.items() if name in known}
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in _LISTS:
        values[name] = tuple(values.get(name) or ())
    values["detail"] = {Facet(facet): text for facet, text in (values.get("detail") or {}).items()}
    values["citations"] = tuple(PairCitation(**cited) for cited in values.get("citations") or ())
    values["facet"] = Facet(values["facet"]) if values.get("facet") else None
    values["state"] = PairState(values["state"])
    return QaPair(**{**values, "id": pair_id, "version": version})


def changed_fields(old: QaPair | None, new: QaPair) -> list[str]:
    """Return the names of the fields that an editor changed; all that are filled in where there was nothing."""
    before = old or QaPair(question="", summary="")
    names = [each.name for each in fields(new) if each.name not in BOOKKEEPING]
    return [name for name in names if getattr(before, name) != getattr(new, name)]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PairCitation):
        return {"policy_id": value.policy_id, "clause_path": value.clause_path}
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
