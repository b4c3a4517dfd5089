"""What operators found wrong or missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from policies.content.audit import audit_entries
from policies.content.correction_tables import CORRECTION
from policies.content.corrections import CorrectionNotFound, Corrections, CorrectionTaken
from policies.content.store import Store
from policies.errors import InputError


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def test_a_request_is_kept_masked_and_dealt_with_once(store: Store) -> None:
    corrections = Corrections(store.engine)
    card = {"summary": "每年一百元。"}
    identifier = corrections.ask(
        "wrong", "我13912345678的补贴", "王坐席", qa_id="q-1", card=card, note="电话13912345678说涨了"
    )
    (waiting,) = corrections.every()
    assert (waiting.id, waiting.qa_id, waiting.card, waiting.asked_by) == (identifier, "q-1", card, "王坐席")
    assert "13912345678" not in waiting.question + waiting.note
    corrections.done(identifier, "李编辑")
    assert corrections.every() == []
    (done,) = corrections.every(waiting=False)
    assert (done.done_by, done.done_at is not None) == ("李编辑", True)
    with pytest.raises(InputError, match="correction_done"):
        corrections.done(identifier, "李编辑")
    assert [each.action for each in audit_entries(store, kind="correction")] == ["done", "ask"]


def test_one_editor_is_at_work_on_a_request_and_a_colleague_takes_over_knowingly(store: Store) -> None:
    corrections = Corrections(store.engine)
    identifier = corrections.ask("missing", "问题", "王坐席")
    corrections.claim(identifier, "李编辑")
    corrections.claim(identifier, "李编辑")  # a second click
    assert [each.claimed_by for each in corrections.every()] == ["李编辑"]
    with pytest.raises(CorrectionTaken) as taken:
        corrections.claim(identifier, "赵编审")
    assert taken.value.by == "李编辑"
    corrections.claim(identifier, "赵编审", seen="李编辑")
    with pytest.raises(CorrectionTaken):
        corrections.claim(identifier, "孙编辑", seen="李编辑")
    with pytest.raises(CorrectionTaken):
        corrections.release(identifier, "李编辑")
    corrections.release(identifier, "赵编审")
    assert [each.claimed_by for each in corrections.every()] == [None]
    corrections.done(identifier, "孙编辑")
    with pytest.raises(InputError, match="correction_done"):
        corrections.claim(identifier, "孙编辑")
    with pytest.raises(CorrectionNotFound):
        corrections.claim("c-none", "孙编辑")
    actions = [each.action for each in audit_entries(store, kind="correction")]
    assert actions == ["done", "release", "claim", "claim", "claim", "ask"]


def test_a_request_about_nothing_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="correction_empty"):
        Corrections(store.engine).ask("missing", " ", "王坐席")
    with pytest.raises(InputError, match="correction_note"):
        Corrections(store.engine).ask("missing", "问题", "王坐席", note="长" * 501)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(CorrectionNotFound):
        Corrections(store.engine).done("c-none", "李编辑")


def test_the_pages_of_a_list_miss_nothing_though_what_was_seen_is_dealt_with_meanwhile(store: Store) -> None:
    corrections = Corrections(store.engine)
    made = [corrections.ask("missing", f"问题{number}", "王坐席") for number in range(5)]
    with store.engine.begin() as connection:
        connection.execute(sa.update(CORRECTION).values(at=corrections.every()[0].at))
    told: list[str] = []
    after: str | None = None
    while page := corrections.every(after=after, limit=2):
        told += [each.id for each in page]
        after = page[-1].id
        corrections.done(after, "李编辑")
    assert told == sorted(made)
    assert corrections.every(after="c-none") == []
