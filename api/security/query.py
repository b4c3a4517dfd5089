"""Query parameters that an operation does not describe are refused: a misspelt filter would show too much."""

from __future__ import annotations

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError


def refuse_undescribed(request: Request) -> None:
    """Refuse a query that holds a parameter which is not in the description.

    Raises:
        RequestValidationError: names every such parameter.
    """
    operation = request.app.openapi()["paths"][request.scope["route"].path][request.method.lower()]
    described = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in described]
    if unknown:
        raise RequestValidationError(
            [
                {"type": "extra_forbidden", "loc": ("query", name), "msg": "", "input": None}
                for name in unknown
            ]
        )


DESCRIBED_QUERY = Depends(refuse_undescribed)
