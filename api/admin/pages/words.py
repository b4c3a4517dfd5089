"""What the console says of an error, of findings, of a pair's fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from api.admin.pair_schemas import FindingOut
from api.problems import kind_of
from api.refusals import field_error, input_errors
from policies.content.checks.finding import Finding
from policies.wording import say, section


def reason_of(error: Exception) -> str:
    """Return in words why something could not be done."""
    if isinstance(error, ValidationError):
        found = [field_error(dict(each)) for each in error.errors()]
        return "".join(
            say("admin.field_wrong", field=label_of(each.field), reason=each.reason) for each in found
        )
    reasons = "".join(each.reason for each in input_errors(error))
    return reasons or say(f"api.problems.{kind_of(error).name}.detail")


def label_of(field: str) -> str:
    """Return how a pair's field is called; a section of the detail by its own name."""
    name, _, more = field.partition(".")
    if name == "detail" and more in section("answering.facets"):
        return say(f"answering.facets.{more}")
    return str(section("admin.fields").get(name, name))


def shown(value: Any) -> str:
    """Return a field's value as text: lists by their members, citations by document and clause."""
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values() if each)
    if isinstance(value, list | tuple):
        return "；".join(shown(each) for each in value)
    states = section("admin.states")
    return str(states.get(value, value)) if isinstance(value, str) else "" if value is None else str(value)


def told_findings(findings: Iterable[Finding]) -> list[FindingOut]:
    """Return findings in words, the gravest first."""
    order = ("error", "warning", "info")
    return sorted(map(FindingOut.of, findings), key=lambda each: order.index(each.severity))
