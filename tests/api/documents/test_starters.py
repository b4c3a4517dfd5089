"""Questions to begin with."""

from __future__ import annotations

from pathlib import Path

from api.documents.starters import Starters
from policies.content.conversations import ConversationLog
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY
from tests.api.content import PAIR, QUESTION, fill
from tests.databases import laid_out

BUS = "老年人免费乘车卡在哪里办？"


def test_what_most_conversations_asked_comes_first(tmp_path: Path) -> None:
    library = Library.open(LibrarySettings(database_url=laid_out(tmp_path / "library.db"), index_dir=None))
    fill(library.store)
    log = ConversationLog(library.store.engine)
    # Once in each of two conversations weighs more than three times in one.
    for pairs in (["q-bus"], ["q-bus"], [PAIR, PAIR, PAIR]):
        conversation = log.start("web")
        for pair in pairs:
            log.record(conversation, None, "问", {"outcome": "answered", "confidence": 1.0, "qa_id": pair})
    assert Starters(library, log).questions(TODAY) == (BUS, QUESTION)
    library.close()
