"""What tests of the console put into the site."""

from __future__ import annotations

from policies.answering.card import card
from policies.answering.inquiry import Question
from policies.content.conversations import ConversationLog
from tests.desk.site import DeskSite
from tests.widget.serving import TODAY


def answered(site: DeskSite, text: str, department: str) -> str:
    """Let a citizen ask something that a department is told for; return the message."""
    log = ConversationLog(site.library.store.engine)
    inquiry = site.library.ask(Question(text, TODAY, region="示范市"))
    assert inquiry.answer is not None
    shown = {**card(inquiry.answer), "department": {"name": department}}
    return log.record(log.start("web", "示范市"), None, text, shown, inquiry.trace)
