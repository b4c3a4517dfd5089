"""From an exception to a problem: the handlers that the app registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.logs import describe
from api.pages import problem_page
from api.problems import (
    INVALID,
    MALFORMED,
    NO_FACTS,
    TOO_MANY_QUESTIONS,
    FieldError,
    Kind,
    kind_of,
    kind_of_status,
    problem,
    problem_response,
    wait_in_words,
    wants_page,
)
from api.security.rates import RateExceeded
from policies.errors import InputError, LibraryError, Misleading
from policies.wording import say, section

log = structlog.get_logger("api.refusals")


def register(app: FastAPI) -> None:
    """Make the app answer every error with a problem, or with a page where a browser asks for one."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(RateExceeded, _on_too_many)
    app.add_exception_handler(LibraryError, _on_library)
    app.add_exception_handler(SQLAlchemyError, _on_library)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
    headers = dict(error.headers) if error.headers else None
    return refusal(request, kind_of_status(error.status_code), headers=headers)


async def _on_library(request: Request, error: Exception) -> Response:
    kind = kind_of(error)
    if kind.status >= 500:
        log.error("library_failed", **describe(error))
    return refusal(request, kind, input_errors(error))


async def _on_too_many(request: Request, error: Exception) -> Response:
    assert isinstance(error, RateExceeded)  # noqa: S101 - registered for this type
    return refusal(request, TOO_MANY_QUESTIONS, facts=wait_in_words(error.standing.reset_s))


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
    if any(item["type"] == "json_invalid" for item in error.errors()):
        return refusal(request, MALFORMED)
    return refusal(request, INVALID, [field_error(item) for item in error.errors()])


def input_errors(error: Exception) -> list[FieldError]:
    """Put what is wrong with somebody's input into words: each finding that stops a pair, or the one reason."""
    if isinstance(error, Misleading):
        return [
            FieldError(field=each.field or each.kind, reason=say(f"findings.{each.rule}", **each.facts))
            for each in error.findings
        ]
    if isinstance(error, InputError):
        return [FieldError(field=error.where, reason=say(f"errors.{error.reason}", **error.facts))]
    return []


def refusal(
    request: Request,
    kind: Kind,
    errors: list[FieldError] | None = None,
    headers: dict[str, str] | None = None,
    facts: Mapping[str, str] = NO_FACTS,
) -> Response:
    """Return the page or the JSON of a problem."""
    if wants_page(request):
        return problem_page(request, problem(request, kind, errors or (), facts))
    return problem_response(request, kind, errors or (), headers, facts)


def field_error(item: Mapping[str, Any]) -> FieldError:
    """Put one finding of pydantic into words; what was sent is never repeated."""
    sentences = section("api")["invalid"]
    place = [str(part) for part in item["loc"] if part not in ("body", "query", "path")]
    kind = item["type"] if item["type"] in sentences else "other"
    values = {"max_length": 0, "min_length": 0, "ge": 0, "le": 0, **item.get("ctx", {})}
    facts = {key: values[key] for key in ("max_length", "min_length", "ge", "le")}
    return FieldError(field=".".join(place) or "body", reason=say(f"api.invalid.{kind}", **facts))
