"""Everything that is checked of one pair: when an editor saves it, when a reviewer approves it, over the library."""

from __future__ import annotations

from datetime import date

from policies.content.checks.basis import check_basis
from policies.content.checks.contact import check_contact
from policies.content.checks.finding import Finding
from policies.content.checks.form import check_form
from policies.content.checks.grounds import grounds_of
from policies.content.checks.known import Known
from policies.content.checks.others import check_others
from policies.content.model import QaPair


def check_pair(pair: QaPair, known: Known, today: date) -> list[Finding]:
    """Return what is to be said of a pair, errors first.

    Args:
        pair: as it would be published; it need not be in the store.
        known: the library it would be published in.
        today: the day on which documents must be in force.
    """
    grounds = grounds_of(pair, known.policy)
    findings = [
        *check_form(pair, today),
        *check_basis(pair, grounds, today),
        *check_contact(pair, grounds, known.directory),
        *check_others(pair, grounds, known),
    ]
    order = ("error", "warning", "info")
    return sorted(findings, key=lambda each: order.index(each.severity.value))
