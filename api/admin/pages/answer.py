"""A real answer: what was asked and shown, by which stages, and what would be said now."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened
from api.admin.trying_schemas import TracedOut
from policies.explaining.tracing import asked_again, differences, read_trace
from policies.wording import section


async def build_answer(opened: Opened) -> None:
    """Show an answer.

    Raises:
        MessageNotFound: there is none, or it is another department's than the only one that may be seen.
    """
    opened.part("answer", "answer.html", **await run_in_threadpool(_facts, opened))


def _facts(opened: Opened) -> dict[str, Any]:
    library, named = opened.bridge.library, opened.request.path_params["message_id"][:64]
    traced = read_trace(library.store.engine, named, opened.department)
    now = asked_again(library, traced, opened.bridge.today())
    asked = {"q": traced.question, "region": traced.region or "", "audience": traced.audience or ""}
    return {
        "traced": TracedOut.of(traced, now, differences(traced.shown, now)),
        "again": urlencode({name: value for name, value in asked.items() if value}),
        "channels": section("insights.channel"),
        "may_try": opened.department is None,
    }
