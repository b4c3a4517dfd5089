from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.answering.inquiry import Outcome, Question
from policies.content import tables
from policies.content.audit import audit_entries
from policies.content.checks.known import Known
from policies.content.editing import Editing
from policies.content.erasing import erase
from policies.content.erasures import Erasures
from policies.content.gap_tables import GAP
from policies.content.model import PairState, QaPair
from policies.errors import InputError, PairNotFound
from policies.gaps.asked import Why
from policies.gaps.finding import Found, GapFinder
from policies.gaps.gaps import Gaps
from policies.gaps.model import Deed, GapNotFound
from policies.library import Library
from policies.settings import LibrarySettings
from tests.policies.gaps.samples import NOW, asked

TODAY = date(2026, 11, 27)
PETS = ("养狗要办证吗", "养狗证去哪里办", "养狗证要什么材料")
METEOR = "陨石捡到归谁"
NEW = "给毛孩子上户口找谁"


class Clock:
    """A moment that a test moves on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    address = f"sqlite:///{tmp_path / 'library.db'}"
    opened = Library.open(LibrarySettings(database_url=address, index_dir=None))
    for question in ("养犬登记证怎么办理", "居住证怎么办理", "公租房怎么申请"):
        opened.store.save_pair(
            QaPair(question, "到办事大厅办理。", department="示范市公安局", state=PairState.PUBLISHED)
        )
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gaps(library: Library, clock: Clock) -> Gaps:
    for days_ago, text in enumerate(PETS, start=1):
        asked(library.store.engine, text, days_ago=days_ago)
    asked(library.store.engine, "养狗证多少钱", days_ago=20)
    asked(library.store.engine, METEOR, days_ago=10, helpful=False)
    found = Gaps(library, Known(library.store), lambda: TODAY, clock)
    assert found.find().questions == 5
    return found


def pets(gaps: Gaps) -> str:
    return next(gap.id for gap in gaps.every(waiting=False) if "养狗" in gap.text)


def test_questions_about_one_matter_are_one_gap_with_size_and_trend(gaps: Gaps) -> None:
    first, second = gaps.every()
    assert (first.size, first.this_week, first.usual, first.whys) == (4, 3, 0.2, {Why.UNANSWERED: 4})
    assert (second.text, second.this_week, second.whys) == (METEOR, 0, {Why.DISLIKED: 1})
    whole = gaps.read(first.id)
    assert [each.text for each in whole.examples] == [*PETS, "养狗证多少钱"]
    assert whole.nearest[0].question == "养犬登记证怎么办理"


def test_a_gap_is_the_same_from_run_to_run(gaps: Gaps, library: Library) -> None:
    before = {gap.id: gap.size for gap in gaps.every()}
    assert gaps.find().questions == 0
    asked(library.store.engine, "养狗要办什么证", days_ago=0.5)
    again = gaps.find()
    assert (again.questions, again.gaps) == (1, 0)
    assert {gap.id: gap.size for gap in gaps.every()} == before | {pets(gaps): 5}


def test_two_runs_at_one_moment_make_one_gap(gaps: Gaps, library: Library) -> None:
    """As where an editor asks for a run while the hourly one is at work: the one that comes late sees what the other did."""
    asked(library.store.engine, NEW, days_ago=0.1)
    others: list[Found] = []

    def another_is_quicker(_: str) -> None:
        if not others:
            others.append(GapFinder(library.store, library.dictionary, lambda _: None).run(NOW))

    late = GapFinder(library.store, library.dictionary, another_is_quicker).run(NOW)
    assert (others, late) == ([Found(1, 1)], Found())
    assert [gap.size for gap in gaps.every() if gap.text == NEW] == [1]


def test_a_gap_becomes_a_similar_question_and_is_answered(gaps: Gaps, library: Library, clock: Clock) -> None:
    asked(library.store.engine, NEW, days_ago=0.1)
    gaps.find()
    gap = next(each.id for each in gaps.every() if NEW in {one.text for one in gaps.read(each.id).examples})
    before = library.ask(Question(NEW, TODAY)).answer
    assert before is not None
    assert before.outcome is not Outcome.ANSWERED
    pair = next(each.id for each in library.store.pairs() if "养犬" in each.question)
    edited = gaps.similar(gap, pair, NEW, "王编辑")
    assert (edited.pair.state, edited.pair.similar) == (PairState.DRAFT, (NEW,))
    reviewer = Editing(library.store, "李审核", today=TODAY)
    submitted = reviewer.submit(pair, edited.pair.version)
    reviewer.approve(pair, submitted.pair.version)
    answer = library.ask(Question(NEW, TODAY)).answer
    assert answer is not None
    assert (answer.outcome, answer.qa_id) == (Outcome.ANSWERED, pair)
    assert gap not in {each.id for each in gaps.every()}
    done = next(each for each in gaps.every(waiting=False) if each.id == gap)
    assert (done.deed, done.acted_by, done.pair_id) == (Deed.SIMILAR, "王编辑", pair)
    (told,) = audit_entries(library.store, kind="gap")
    assert (told.action, told.detail) == ("similar", {"pair": pair})
    clock.now += timedelta(days=1)
    asked(library.store.engine, f"{NEW}呢", days_ago=-0.5)
    gaps.find()
    assert gap in {each.id for each in gaps.every()}  # a new question brings it back


def test_what_was_ignored_comes_back_after_three_new_questions(
    gaps: Gaps, library: Library, clock: Clock
) -> None:
    gap = pets(gaps)
    gaps.ignore(gap, "王编辑", "属于公安局窗口")
    for number in range(1, 4):
        assert gap not in {each.id for each in gaps.every()}
        clock.now += timedelta(hours=1)
        asked(library.store.engine, f"养狗要办证吗{number}", days_ago=-number / 24)
        gaps.find()
    assert gap in {each.id for each in gaps.every()}


def test_a_draft_begins_with_the_questions_and_no_answer(gaps: Gaps) -> None:
    gap = next(each for each in gaps.every() if each.id == pets(gaps))
    edited = gaps.draft(gap.id, "王编辑")
    assert (edited.pair.question, edited.pair.summary, edited.pair.state) == (gap.text, "", PairState.DRAFT)
    assert {edited.pair.question, *edited.pair.similar} == {*PETS, "养狗证多少钱"}
    assert "summary_missing" in {finding.rule for finding in edited.findings}


def test_what_cannot_be_done_is_refused(gaps: Gaps, library: Library) -> None:
    gap, pair = pets(gaps), gaps.read(pets(gaps)).nearest[0]
    for text, reason in (("  ", "gap_without_text"), (pair.question, "gap_text_taken")):
        with pytest.raises(InputError, match=reason):
            gaps.similar(gap, pair.id, text, "王编辑")
    with pytest.raises(PairNotFound):
        gaps.similar(gap, "q-none", "养狗证", "王编辑")
    with pytest.raises(GapNotFound):
        gaps.read("g-none")
    with pytest.raises(GapNotFound):
        gaps.read(gap, department="示范市教育局")
    with pytest.raises(InputError, match="gap_note"):
        gaps.ignore(gap, "王编辑", "长" * 501)
    assert audit_entries(library.store, kind="gap") == []


def test_a_department_sees_what_is_likely_its_own(gaps: Gaps, library: Library) -> None:
    with library.store.engine.begin() as connection:
        own = sa.update(GAP).where(GAP.c.id == pets(gaps))
        connection.execute(own.values(department="示范市公安局"))
    assert [gap.id for gap in gaps.every("示范市公安局")] == [pets(gaps)]
    assert gaps.every("") == []


def test_what_is_erased_is_gone_from_its_gap_too(gaps: Gaps, library: Library, tmp_path: Path) -> None:
    m = tables.MESSAGE
    with library.store.engine.connect() as connection:
        owners = dict(connection.execute(sa.select(m.c.question, m.c.conversation_id)).all())
    erase(library.store.engine, owners[METEOR], "审计丙", Erasures(tmp_path / "erasures.txt"))
    typical = next(gap.text for gap in gaps.every() if "养狗" in gap.text)
    erase(library.store.engine, owners[typical], "审计丙", Erasures(tmp_path / "erasures.txt"))
    gaps.find()
    (left,) = gaps.every()
    assert left.size == 3
    assert left.text in {*PETS, "养狗证多少钱"} - {typical}
