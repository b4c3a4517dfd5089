"""The parts below a document's head, listed once in the order in which they stand on its page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import groupby

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened
from api.security.staff import may_call
from policies.content.audit import audit_entries
from policies.content.audit_export import described, named
from policies.content.documents.citing import Citing, citing
from policies.content.documents.comparison import older_texts
from policies.content.documents.relations import relations
from policies.content.keys import Role
from policies.content.model import Disclosure, Policy
from policies.content.policy_versions import policy_versions
from policies.interpreting.board import standing_of

MOST_ENTRIES = 30
Section = Callable[[Opened, Policy], Awaitable[None]]


async def build_ties(opened: Opened, policy: Policy) -> None:
    """Show what it repeals, amends and rests on, and what does so to it."""
    found = await run_in_threadpool(relations, opened.bridge.library.store, policy)
    ties = [(tie, list(each)) for tie, each in groupby(found, key=lambda each: each.tie)]
    opened.part("ties", "document_ties.html", ties=ties)


async def build_interpretations(opened: Opened, policy: Policy) -> None:
    """Show what explains it and whether in step, and the ways on: drafted questions, the text before, people's doubts."""
    store, today = opened.bridge.library.store, opened.bridge.today()
    standing = await run_in_threadpool(standing_of, store, policy, today)
    older = await run_in_threadpool(older_texts, store, policy)
    opened.part(
        "interpretations",
        "document_interpretations.html",
        policy=policy,
        standing=standing,
        older=older,
        may_upload=may_call(opened.person, Role.EDITOR),
        may_draft=opened.department is None,
        is_open=policy.disclosure is Disclosure.PUBLIC,
    )


async def build_pairs(opened: Opened, policy: Policy) -> None:
    """Show the pairs that rest on it."""
    found = await run_in_threadpool(_citing, opened, policy)
    opened.part("pairs", "document_pairs.html", pairs=found)


async def build_clauses(opened: Opened, policy: Policy) -> None:
    """Show its text, clause by clause."""
    opened.part("clauses", "document_clauses.html", policy=policy)


async def build_history(opened: Opened, policy: Policy) -> None:
    """Show who did what to it, and its earlier versions."""
    store = opened.bridge.library.store
    entries = await run_in_threadpool(
        lambda: audit_entries(store, kind="policy", subject=policy.id, limit=MOST_ENTRIES)
    )
    versions = await run_in_threadpool(policy_versions, store.engine, policy.id)
    opened.part(
        "history",
        "document_history.html",
        entries=entries,
        versions=list(reversed(versions)),
        named=named,
        described=described,
    )


def _citing(opened: Opened, policy: Policy) -> list[Citing]:
    with opened.bridge.library.store.engine.connect() as connection:
        found = citing(connection, policy.id)
    return [each for each in found if opened.department in (None, each.department)]


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("ties", build_ties),
    ("interpretations", build_interpretations),
    ("pairs", build_pairs),
    ("clauses", build_clauses),
    ("history", build_history),
)
