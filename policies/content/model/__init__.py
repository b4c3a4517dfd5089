"""The library's nouns as frozen data: what the store gives out and takes in.

Dates are `datetime.date`; identifiers are opaque text; `region` is the full name of a region of
the region table ("示范市", "示范市云川区"), None where a text holds everywhere.
"""

from __future__ import annotations

from policies.content.model.directory import Department, Region
from policies.content.model.document import Clause, Declaration, Disclosure, Policy, Responsibility, Status
from policies.content.model.interpretation import Interpretation, InterpretationKind
from policies.content.model.pair import Facet, PairCitation, PairState, QaPair

__all__ = [
    "Clause",
    "Declaration",
    "Department",
    "Disclosure",
    "Facet",
    "Interpretation",
    "InterpretationKind",
    "PairCitation",
    "PairState",
    "Policy",
    "QaPair",
    "Region",
    "Responsibility",
    "Status",
]
