"""Earlier versions of documents: kept whole when a changed file replaces what the library held."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Clause, Declaration, Disclosure, Policy, Responsibility, Status

_DATES = (
    *("written_on", "published_on", "effective_on", "expires_on", "status_since", "starts_on"),
    *("repealed_on", "replaced_on", "amended_on"),
)


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A document as it was until `at`, when `actor` replaced it."""

    at: datetime
    actor: str
    policy: Policy


def keep_version(connection: sa.Connection, before: Policy, actor: str) -> None:
    """Keep a document as it is before it is replaced, inside the transaction that replaces it."""
    version = tables.POLICY_VERSION
    connection.execute(
        sa.insert(version).values(
            policy_id=before.id,
            version=before.version,
            at=datetime.now(UTC),
            actor=actor,
            checksum=before.checksum,
            content=policy_data(before),
        )
    )


def policy_versions(engine: sa.Engine, policy_id: str) -> list[PolicyVersion]:
    """Return the earlier versions of a document, the oldest first."""
    version = tables.POLICY_VERSION
    query = sa.select(version).where(version.c.policy_id == policy_id).order_by(version.c.version)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return [PolicyVersion(row["at"], row["actor"], policy_from(row["content"])) for row in rows]


def policy_data(policy: Policy) -> dict[str, Any]:
    """Return a document as JSON holds it."""
    plain = asdict(policy)
    days = {name: plain[name].isoformat() for name in _DATES if plain[name] is not None}
    declares = [{**each, "on": each["on"].isoformat() if each["on"] else None} for each in plain["declares"]]
    return {**plain, **days, "declares": declares}


def policy_from(content: dict[str, Any]) -> Policy:
    """Return the document that `policy_data` wrote."""
    days = {name: date.fromisoformat(content[name]) for name in _DATES if content.get(name)}
    return Policy(
        **{
            **content,
            **days,
            "clauses": tuple(_clause(each) for each in content["clauses"]),
            "declares": tuple(_declaration(each) for each in content["declares"]),
            "cites": tuple(content["cites"]),
            "disclosure": Disclosure(content["disclosure"]),
            "status_override": Status(content["status_override"]) if content["status_override"] else None,
        }
    )


def _clause(each: dict[str, Any]) -> Clause:
    marks = tuple(Responsibility(**mark) for mark in each["responsibilities"])
    return Clause(**{**each, "responsibilities": marks})


def _declaration(each: dict[str, Any]) -> Declaration:
    return Declaration(**{**each, "on": date.fromisoformat(each["on"]) if each["on"] else None})
