"""A document's header as editors correct it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from policies.content.model import Disclosure, Policy
from policies.errors import InputError
from policies.language.doc_number import canonical

LONGEST = {
    "title": 300,
    "doc_number": 128,
    "index_number": 128,
    "issuer": 300,
    "category": 200,
    "region": 128,
}
DAYS = ("written_on", "published_on", "effective_on", "expires_on")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields; each means what it does in `Policy`."""

    title: str
    doc_number: str | None = None
    index_number: str | None = None
    issuer: str | None = None
    category: str | None = None
    region: str | None = None
    disclosure: Disclosure = Disclosure.PUBLIC
    written_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None

    def checked(self) -> Header:
        """Return the header with its 文号 in canonical form.

        Raises:
            InputError: no title, a field that is too long, it ends before it begins, or it may not be disclosed.
        """
        if not self.title.strip():
            raise InputError("title", "document_without_title")
        for name, most in LONGEST.items():
            if len(getattr(self, name) or "") > most:
                raise InputError(name, "header_too_long", most=most)
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise InputError("expires_on", "header_days", first=self.effective_on, last=self.expires_on)
        if self.disclosure is Disclosure.WITHHELD:
            raise InputError("disclosure", "withheld")
        number = self.doc_number.strip() if self.doc_number else ""
        return replace(self, title=self.title.strip(), doc_number=(canonical(number) or number) or None)


FIELDS = tuple(each.name for each in fields(Header))


def header_of(policy: Policy) -> Header:
    """Return a document's header."""
    return Header(**{name: getattr(policy, name) for name in FIELDS})


def with_header(policy: Policy, header: Header) -> Policy:
    """Return a document with a header; of a changed field it is not told any more where the file had it from."""
    changed = [name for name in FIELDS if getattr(policy, name) != getattr(header, name)]
    extra = {key: value for key, value in policy.extra.items() if key.removesuffix("_from") not in changed}
    return replace(policy, extra=extra, **{name: getattr(header, name) for name in FIELDS})


def header_data(header: Header) -> dict[str, Any]:
    """Return a header as JSON holds it."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(header).items()
    }


def header_from(data: dict[str, Any]) -> Header:
    """Return the header that `header_data` wrote."""
    days = {name: date.fromisoformat(data[name]) if data.get(name) else None for name in DAYS}
    return Header(**{**data, **days, "disclosure": Disclosure(data["disclosure"])})
