"""The texts that an operator copies: what was said, the whole answer, a short message with its link."""

from __future__ import annotations

from typing import Any

from api.desk.opened import Opened
from policies.wording import say

LONGEST_SMS = 300


def texts_of(opened: Opened, site: str) -> dict[str, str]:
    """Return the texts by name ("spoken", "full", "sms"); none of what callers may not be given.

    Args:
        opened: what is shown.
        site: the service's address, for the link.
    """
    if opened.row.on_request:
        return {}
    return {"spoken": opened.spoken, "full": _full(opened), "sms": _sms(opened, site)}


def _full(opened: Opened) -> str:
    shown = opened.card
    lines = [opened.row.title, shown["summary"]]
    lines += [say("desk.copied.part", label=part["label"], text=part["text"]) for part in shown["detail"]]
    lines += [
        say("desk.copied.basis", source=_source(each), status=each["status"]) for each in shown["citations"]
    ]
    lines += [_department(shown["department"])] if shown["department"] else []
    lines += [say("desk.copied.checked", day=shown["checked_on"])] if shown["checked_on"] else []
    return "\n".join(dict.fromkeys(lines))


def _sms(opened: Opened, site: str) -> str:
    shown = opened.card
    link = next((each["url"] for each in shown["citations"] if each.get("url")), None)
    end = [_source(shown["citations"][0])] if shown["citations"] else []
    told = {
        "basis": say("desk.copied.sms_basis", source=end[0]) if end else "",
        "department": _department(shown["department"]) if shown["department"] else "",
        "link": say("desk.copied.link", link=f"{site}{link}") if link else "",
    }
    rest = say("desk.copied.sms_end", **told)
    room = LONGEST_SMS - len(rest)
    summary = shown["summary"]
    return (summary if len(summary) <= room else f"{summary[: room - 1]}…") + rest


def _source(cited: dict[str, Any]) -> str:
    parts = (
        f"《{cited['title']}》" if cited["kind"] != "pair" else cited["title"],
        cited["doc_number"],
        cited["clause"],
    )
    return "".join(part for part in parts if part)


def _department(contact: dict[str, Any]) -> str:
    return say("desk.copied.department", name=contact["name"], phone=contact["phone"] or "").strip()
