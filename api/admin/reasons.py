"""Why a step is taken, as the routes ask for it; it stands in the audit."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import StringConstraints

from api.security.text import Legible
from policies.content.reasons import LONGEST_REASON

Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON), Legible]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON),
    Legible,
    Query(description="Why; stands in the audit."),
]
