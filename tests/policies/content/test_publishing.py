from __future__ import annotations

from pathlib import Path

import pytest

from policies.clock import today as today_in_china
from policies.content.editing import Editing
from policies.content.model import QaPair
from policies.content.store import Store
from tests.databases import with_demo
from tests.policies.content.answering import answering_processes

QUESTION = "示范市天文馆夜场几点开放？"


@pytest.mark.timeout(240)
def test_what_is_published_answers_in_every_process_and_what_is_archived_in_none(tmp_path: Path) -> None:
    url = with_demo(tmp_path / "library.db")
    store = Store.open(url)
    today = today_in_china()
    editor, reviewer = Editing(store, "王编辑", today=today), Editing(store, "李审核", today=today)
    draft = editor.save_draft(QaPair(QUESTION, "夜场每天19:00开放。", region="示范市")).pair
    submitted = editor.submit(draft.id, draft.version).pair
    with answering_processes(url, 2) as processes:
        for each in processes:
            each.begin(QUESTION, draft.id, answers=False)
            assert each.result()["asked"] == 1, "an unpublished pair answered"
            each.begin(QUESTION, draft.id, answers=True)
        published = reviewer.approve(draft.id, submitted.version).pair
        for each in processes:
            each.result()
            each.begin(QUESTION, draft.id, answers=False)
        reviewer.archive(draft.id, published.version, "活动结束")
        for each in processes:
            each.result()
