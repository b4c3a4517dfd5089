"""Requests to be called back, for when nobody is at the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from policies.content import tables
from policies.content.writing import new_id
from policies.errors import InputError, NotFound
from policies.language.masking import mask
from policies.language.normalise import normalise

C = tables.CONTACT_REQUEST
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0[0-9]{2,3})?[2-9][0-9]{6,7}(?:[转x][0-9]{1,6})?")


class ContactNotFound(NotFound):
    """No request to be called back has this identifier."""


class CallOutcome(StrEnum):
    """What came of calling back."""

    ANSWERED = "answered"
    ORDERED = "ordered"
    REFERRED = "referred"
    UNREACHED = "unreached"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """Somebody who wants to be called back.

    Attributes:
        phone: as given, since it is to be dialled.
        matter: masked.
        claimed_by: the name of who is about to call.
        outcome: what came of it; None where it was dealt with elsewhere than at the desk.
    """

    id: str
    conversation_id: str | None
    name: str
    phone: str
    matter: str
    at: datetime
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    outcome: CallOutcome | None = None


class ContactRequests:
    """The requests of a store."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(
        self, client_id: str, name: str, phone: str, matter: str, conversation_id: str | None = None
    ) -> str:
        """Keep a request and return its identifier; the same `client_id` again gets the same one.

        Raises:
            InputError: `phone` is no telephone number that can be dialled.
        """
        number = dialled(phone)
        row = {
            "id": new_id("r"),
            "client_id": client_id,
            "conversation_id": conversation_id,
            "name": name,
            "phone": number,
            "matter": mask(matter),
            "at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(C).values(**row))
        except sa.exc.IntegrityError:
            with self._engine.connect() as connection:
                known = connection.scalar(sa.select(C.c.id).where(C.c.client_id == client_id))
            if known is None:
                raise
            return str(known)
        return str(row["id"])

    def every(self, *, waiting: bool = True, limit: int = 100) -> list[ContactRequest]:
        """Return requests, oldest first; only those not dealt with unless `waiting` is False."""
        query = sa.select(C).order_by(C.c.at, C.c.id).limit(limit)
        if waiting:
            query = query.where(C.c.done_at.is_(None))
        with self._engine.connect() as connection:
            return [request_of(row) for row in connection.execute(query).mappings()]


def dialled(phone: str) -> str:
    """Return a telephone number without spaces and hyphens.

    Raises:
        InputError: it is none that can be called back.
    """
    number = re.sub(r"[\s()-]", "", normalise(phone))
    if not _MOBILE.fullmatch(number) and not _LANDLINE.fullmatch(number):
        raise InputError("phone", "bad_phone")
    return number


def request_of(row: sa.RowMapping) -> ContactRequest:
    """Return a row as a request."""
    told = {name: value for name, value in row.items() if name != "client_id"}
    told["outcome"] = CallOutcome(row["outcome"]) if row["outcome"] else None
    return ContactRequest(**told)
