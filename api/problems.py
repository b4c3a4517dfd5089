"""Every error that leaves the bridge, in one table, as RFC 9457 problem+json with one set of keys.

The library's errors carry facts; the words stand in `wording.yml` under `api.problems`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from policies.content.accounts.account import PasswordMustChange
from policies.content.callbacks import ContactTaken
from policies.content.contacts import ContactNotFound
from policies.content.conversations import ConversationNotFound, MessageNotFound
from policies.content.corrections import CorrectionNotFound, CorrectionTaken
from policies.content.keys import KeyNotFound
from policies.content.live.model import (
    HandoffNotFound,
    HandoffOver,
    HandoffTaken,
    NobodyThere,
    NotYours,
    OperatorNotThere,
    PhraseNotFound,
)
from policies.content.offices import DayNotFound, DeskNotFound
from policies.content.orders.life import OrderConflict
from policies.content.orders.reading import OrderNotFound
from policies.content.pairs.scheduling import ScheduleNotFound
from policies.content.service.sentences import SentenceNotFound
from policies.content.service.settings import SettingConflict, SettingNotFound
from policies.content.sites import OriginRefused, SiteNotFound
from policies.content.webhooks.deliveries import DeliveryNotFound
from policies.content.webhooks.endpoints import WebhookNotFound
from policies.errors import (
    DepartmentNotFound,
    EditError,
    InputError,
    InterpretationNotFound,
    LibraryError,
    NotFound,
    PairNotFound,
    PolicyNotFound,
    SamePerson,
    TermConflict,
    TermNotFound,
    VersionConflict,
    VersionNotFound,
    WrongState,
)
from policies.interpreting.correcting import InterpretationConflict
from policies.regression.model import MakesWorse, SecondPersonNeeded
from policies.wording import say

MEDIA_TYPE = "application/problem+json"
NO_FACTS: Mapping[str, str] = MappingProxyType({})
MACHINE_PATHS = ("/api/", "/webhooks/", "/health/", "/static/", "/openapi.json")


class FieldError(BaseModel):
    """What is wrong with one field of a request."""

    field: str = Field(examples=["text"])
    reason: str = Field(examples=["请先输入问题。"])


class Problem(BaseModel):
    """An error, always with these keys."""

    type: str = Field(examples=["urn:yihaoda:problem:conversation-not-found"])
    title: str = Field(examples=["没有这个对话"])
    status: int = Field(ge=400, le=599, examples=[404])
    detail: str = Field(examples=["对话可能已经过期，请重新提问。"])
    instance: str = Field(examples=["/api/v1/chat/messages"])
    request_id: str = Field(examples=["8d3c0f0e5a7b4f6f9d0c1b2a39485766"])
    errors: list[FieldError] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its HTTP status and its name, which is also its key in the wording."""

    status: int
    name: str


INTERNAL = Kind(500, "internal")
INVALID = Kind(422, "invalid")
MALFORMED = Kind(400, "malformed")
TOO_MANY = Kind(429, "too_many_requests")
TOO_MANY_QUESTIONS = Kind(429, "too_many_questions")

# The first row that fits an error decides.
BY_ERROR: tuple[tuple[type[Exception], Kind], ...] = (
    (PolicyNotFound, Kind(404, "policy_not_found")),
    (InterpretationNotFound, Kind(404, "interpretation_not_found")),
    (PairNotFound, Kind(404, "pair_not_found")),
    (ConversationNotFound, Kind(404, "conversation_not_found")),
    (MessageNotFound, Kind(404, "message_not_found")),
    (DepartmentNotFound, Kind(404, "department_not_found")),
    (SiteNotFound, Kind(404, "site_not_found")),
    (KeyNotFound, Kind(404, "key_not_found")),
    (DeskNotFound, Kind(404, "desk_not_found")),
    (SettingNotFound, Kind(404, "setting_not_found")),
    (SentenceNotFound, Kind(404, "sentence_not_found")),
    (DayNotFound, Kind(404, "day_not_found")),
    (CorrectionNotFound, Kind(404, "correction_not_found")),
    (ContactNotFound, Kind(404, "contact_not_found")),
    (ContactTaken, Kind(409, "contact_taken")),
    (ScheduleNotFound, Kind(404, "schedule_not_found")),
    (CorrectionTaken, Kind(409, "correction_taken")),
    (HandoffNotFound, Kind(404, "handoff_not_found")),
    (PhraseNotFound, Kind(404, "phrase_not_found")),
    (OperatorNotThere, Kind(409, "operator_not_there")),
    (HandoffTaken, Kind(409, "handoff_taken")),
    (HandoffOver, Kind(409, "handoff_over")),
    (NotYours, Kind(409, "handoff_not_yours")),
    (NobodyThere, Kind(409, "nobody_there")),
    (OriginRefused, Kind(403, "origin_refused")),
    (TermNotFound, Kind(404, "term_not_found")),
    (VersionNotFound, Kind(404, "version_not_found")),
    (OrderNotFound, Kind(404, "order_not_found")),
    (WebhookNotFound, Kind(404, "webhook_not_found")),
    (DeliveryNotFound, Kind(404, "delivery_not_found")),
    (NotFound, Kind(404, "not_found")),
    (PasswordMustChange, Kind(403, "password_must_change")),
    (SamePerson, Kind(403, "forbidden")),
    (VersionConflict, Kind(409, "conflict")),
    (WrongState, Kind(409, "conflict")),
    (OrderConflict, Kind(409, "conflict")),
    (SettingConflict, Kind(409, "conflict")),
    (InterpretationConflict, Kind(409, "conflict")),
    (MakesWorse, Kind(409, "makes_worse")),
    (SecondPersonNeeded, Kind(403, "forbidden")),
    (TermConflict, Kind(409, "conflict")),
    (EditError, Kind(422, "invalid")),
    (InputError, Kind(422, "invalid")),
    (LibraryError, Kind(503, "library_unavailable")),
    (SQLAlchemyError, Kind(503, "library_unavailable")),
)

BY_STATUS: dict[int, Kind] = {
    400: MALFORMED,
    401: Kind(401, "unauthorized"),
    403: Kind(403, "forbidden"),
    404: Kind(404, "not_found"),
    405: Kind(405, "method_not_allowed"),
    409: Kind(409, "conflict"),
    413: Kind(413, "too_large"),
    415: Kind(415, "unsupported_media_type"),
    422: INVALID,
    429: TOO_MANY,
    503: Kind(503, "library_unavailable"),
}


def kind_of(error: Exception) -> Kind:
    """Return the row of the table for an error."""
    return next((kind for known, kind in BY_ERROR if isinstance(error, known)), INTERNAL)


def kind_of_status(status: int) -> Kind:
    """Return the kind for a bare HTTP status; one that the table does not know keeps its number."""
    return BY_STATUS.get(status) or Kind(status, "refused" if status < 500 else "internal")


def problem(
    request: HTTPConnection,
    kind: Kind,
    errors: Sequence[FieldError] = (),
    facts: Mapping[str, str] = NO_FACTS,
) -> Problem:
    """Return the problem in words; `facts` are those that its sentence names."""
    return Problem(
        type=f"urn:yihaoda:problem:{kind.name.replace('_', '-')}",
        title=say(f"api.problems.{kind.name}.title"),
        status=kind.status,
        detail=say(f"api.problems.{kind.name}.detail", **facts),
        instance=request.url.path,
        request_id=request.scope.get("state", {}).get("request_id", ""),
        errors=list(errors),
    )


def problem_response(
    request: Request,
    kind: Kind | int,
    errors: Sequence[FieldError] = (),
    headers: dict[str, str] | None = None,
    facts: Mapping[str, str] = NO_FACTS,
) -> Response:
    """Return the response for a problem, given its kind or a bare HTTP status."""
    found = problem(request, kind if isinstance(kind, Kind) else kind_of_status(kind), errors, facts)
    return JSONResponse(found.model_dump(), found.status, headers, MEDIA_TYPE)


def wait_in_words(seconds: int) -> dict[str, str]:
    """Return the fact "wait" for a sentence: after how many seconds, minutes or hours to try again."""
    for unit, length_s in (("hours", 3600), ("minutes", 60)):
        if seconds > 1.5 * length_s:
            return {"wait": say(f"api.waits.{unit}", number=ceil(seconds / length_s))}
    return {"wait": say("api.waits.seconds", number=seconds)}


def wants_page(request: Request) -> bool:
    """Say whether a person's browser is asking, who is to see a page and not JSON."""
    is_page = not request.url.path.startswith(MACHINE_PATHS)
    return is_page and "text/html" in request.headers.get("accept", "")


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return OpenAPI's description of the problems that a route may answer with."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
