"""An older and a newer text side by side: what changed, and which pairs rest on it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.comparison import compared
from api.admin.documents import document_for
from api.admin.pages.frame import Opened
from policies.content.comparing import Change
from policies.content.documents.comparison import newer_text, older_texts
from policies.errors import PolicyNotFound
from policies.language.doc_number import canonical


async def build_comparison(opened: Opened) -> None:
    """Show a document beside the older one that the address names, or the one in whose place it stands.

    Raises:
        PolicyNotFound: the document is not there, or it is another department's than the only one that may be seen.
    """
    facts = await run_in_threadpool(_facts, opened)
    opened.part("choice", "comparison_choice.html", **facts)
    if facts["found"] is not None:
        opened.part("comparison", "comparison.html", changes=list(Change), **facts)


def _facts(opened: Opened) -> dict[str, Any]:
    store, policy_id = opened.bridge.library.store, str(opened.request.path_params["policy_id"])
    asked = opened.request.query_params.get("older", "")[:128].strip()
    policy = document_for(opened.bridge, opened.person, policy_id)
    older, found, is_unknown = older_texts(store, policy), None, False
    number = canonical(asked)
    by_number = store.policy_by_number(number) if number else None
    before = by_number.id if by_number is not None else asked or None
    try:
        found = compared(opened.bridge, opened.person, policy_id, before) if before or older else None
    except PolicyNotFound:
        is_unknown = True
    return {
        "policy": policy,
        "older": older,
        "newer": newer_text(store, policy),
        "asked": asked,
        "found": found,
        "is_unknown": is_unknown,
    }
