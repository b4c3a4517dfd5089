"""The interface's description: FastAPI's own, with our one error shape in place of its default."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import FieldError, Problem, documented
from policies.wording import say

# Every door has its rate (`api/security/doors.py`).
TOO_OFTEN = {
    **documented(429)[429],
    "headers": {
        "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}},
        "RateLimit-Policy": {"description": "The limits: q in w seconds.", "schema": {"type": "string"}},
        "RateLimit": {
            "description": "r are left; one more after t seconds. On every answer.",
            "schema": {"type": "string"},
        },
    },
}
REFERENCE = "#/components/schemas/{model}"


def describe_app(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, made at the first asking."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=say("api.title"),
            version=version("yihaoda"),
            description=say("api.docs.description"),
            routes=app.routes,
        )
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        for model in (Problem, FieldError):
            schema = model.model_json_schema(ref_template=REFERENCE, mode="serialization")
            schema.pop("$defs", None)
            schemas[model.__name__] = schema
        for operation in (each for path in found["paths"].values() for each in path.values()):
            operation["responses"]["429"] = TOO_OFTEN
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = found
    return app.openapi_schema
