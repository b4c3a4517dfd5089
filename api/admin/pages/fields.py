"""The editor's form: what its fields hold, as a pair, and a pair as what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from api.admin.pair_schemas import PairIn
from policies.content.model import Facet, PairCitation, QaPair

LINES = re.compile(r"[\r\n]+")
WORDS = re.compile(r"[\r\n、，,；;]+")
PLAIN = (
    "question",
    "summary",
    "speech",
    "external_id",
    "department",
    "phone",
    "region",
    "audience",
    "category",
    "material_kind",
    "facet",
    "effective_on",
    "expires_on",
    "internal_note",
)
MAY_BE_EMPTY = frozenset({"question", "summary", "speech", "internal_note"})


def pair_in(told: Mapping[str, Any]) -> PairIn:
    """Return the pair of a form.

    Raises:
        ValidationError: a field holds what it cannot.
    """
    values: dict[str, Any] = {name: _text(told, name) or None for name in PLAIN}
    values |= {name: values[name] or "" for name in MAY_BE_EMPTY}
    values["similar"] = _split(LINES, _text(told, "similar"))
    values["keywords"] = _split(WORDS, _text(told, "keywords"))
    values["detail"] = {each: text for each in Facet if (text := _text(told, f"detail.{each.value}"))}
    values["citations"] = [asdict(_cited(each)) for each in _list(told, "citations")]
    return PairIn.model_validate(values)


def draft_of(told: Mapping[str, Any]) -> QaPair:
    """Return the pair of a form as far as it is written; where a field holds what it cannot, the others alone."""
    pair_id = _text(told, "pair_id")
    with suppress(ValidationError):
        return pair_in(told).to_pair(pair_id)
    return QaPair(
        id=pair_id,
        question=_text(told, "question"),
        summary=_text(told, "summary"),
        similar=tuple(_split(LINES, _text(told, "similar"))),
        speech=_text(told, "speech"),
        detail={each: text for each in Facet if (text := _text(told, f"detail.{each.value}"))},
        citations=tuple(_cited(each) for each in _list(told, "citations")),
        department=_text(told, "department") or None,
        region=_text(told, "region") or None,
    )


def version_of(told: Mapping[str, Any], name: str = "version") -> int:
    """Return the version that a page was decided on; 0, which no pair has, for anything that is none."""
    text = _text(told, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def cited_value(cited: PairCitation) -> str:
    """Return a citation as the form holds it."""
    return f"{cited.policy_id}|{cited.clause_path or ''}"


def _cited(value: str) -> PairCitation:
    policy_id, _, path = value.partition("|")
    return PairCitation(policy_id, path or None)


def _text(told: Mapping[str, Any], name: str) -> str:
    return str(told.get(name) or "").strip()


def _list(told: Mapping[str, Any], name: str) -> list[str]:
    found = told.get(name)
    return [str(each) for each in found] if isinstance(found, list) else []


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [each.strip() for each in pattern.split(text) if each.strip()]
