"""What a check finds, as facts; its sentence stands under `findings` in the wording."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from policies.content.model import Policy, QaPair

LONGEST_LABEL = 60


class Severity(StrEnum):
    """How grave a finding is.

    An error would mislead people and stops a pair from being published; a warning is for the
    editor's judgement; an info is a state that somebody may want to know.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at.

    Attributes:
        rule: a key of `findings` in the wording, whose sentence `facts` fill in.
        kind: what it was found in.
        id: identifier of the pair or document, name of the department.
        label: how people call it: a pair's own number where it has one and its question, a title.
        field: the field of it that is at fault; "" where it is the whole.
        facts: values that the sentence shows.
        other: identifier of the other pair where two are concerned.
    """

    rule: str
    severity: Severity
    kind: Literal["pair", "policy", "department"]
    id: str
    label: str
    field: str = ""
    facts: dict[str, str] = dataclasses.field(default_factory=dict)
    other: str = ""


def label_of(pair: QaPair) -> str:
    """Return how people call a pair: "yibao-001 职工医保住院报销比例是多少"."""
    question = pair.question if len(pair.question) <= LONGEST_LABEL else f"{pair.question[:LONGEST_LABEL]}…"
    return f"{pair.external_id} {question}" if pair.external_id else question


def of_pair(
    pair: QaPair, rule: str, severity: Severity, where: str = "", other_id: str = "", /, **facts: object
) -> Finding:
    """Return a finding about a pair; `where` is the field at fault, `other_id` the other pair."""
    shown = {name: str(value) for name, value in facts.items()}
    return Finding(rule, severity, "pair", pair.id, label_of(pair), where, shown, other_id)


def of_policy(policy: Policy, rule: str, severity: Severity, where: str = "", /, **facts: object) -> Finding:
    """Return a finding about a document."""
    name = f"《{policy.title}》" + (f"（{policy.doc_number}）" if policy.doc_number else "")
    shown = {name: str(value) for name, value in facts.items()}
    return Finding(rule, severity, "policy", policy.id, name, where, shown)
