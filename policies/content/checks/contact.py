"""Checks of whom a pair names: its department stands in the directory, its phones are known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.content.checks.directory import Directory
from policies.content.checks.finding import Finding, Severity, of_pair
from policies.content.checks.grounds import Ground
from policies.content.model import Facet, QaPair

_PHONE = re.compile(r"(?<![\d.])(?:0\d{2,3}[-－ ]?\d{7,8}|1[3-9]\d{9})(?![\d.])")


def check_contact(pair: QaPair, grounds: list[Ground], directory: Directory) -> Iterator[Finding]:
    """Give what is wrong with a pair's department and phones; without a directory there is nothing to say."""
    if not directory.departments:
        return
    if not pair.department:
        yield of_pair(pair, "department_missing", Severity.WARNING, "department")
    elif directory.find(pair.department) is None:
        facts = {"department": pair.department}
        yield of_pair(pair, "department_unknown", Severity.WARNING, "department", **facts)
    yield from _phones(pair, grounds, directory)


def _phones(pair: QaPair, grounds: list[Ground], directory: Directory) -> Iterator[Finding]:
    """A phone is known where the directory or a cited document has it."""
    printed = "\n".join(
        clause.text for ground in grounds if ground.policy for clause in ground.policy.clauses
    )
    known = {_bare(phone) for phone in (*directory.phones, *_PHONE.findall(printed))}
    said = {"phone": pair.phone or "", "summary": pair.summary}
    said |= {f"detail.{facet.value}": pair.detail.get(facet, "") for facet in Facet}
    for field, text in said.items():
        for phone in dict.fromkeys(_PHONE.findall(text)):
            if _bare(phone) not in known:
                yield of_pair(pair, "phone_unknown", Severity.WARNING, field, phone=phone)


def _bare(phone: str) -> str:
    return re.sub(r"\D", "", phone)
