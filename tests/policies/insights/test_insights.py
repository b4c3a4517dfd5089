from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from policies.answering.inquiry import Outcome
from policies.content.store import Store
from policies.errors import InputError
from policies.insights.cloud import named_in
from policies.insights.figures import STEPS
from policies.insights.insights import InsightDesk
from policies.insights.model import Coverage, HandOffs, Share, Span
from policies.insights.report import write_report
from policies.insights.rows import Sought
from policies.language.dictionary import Dictionary
from tests.policies.insights.samples import CIVIL, HEALTH, TODAY, ask, fill

NOVEMBER = Span(date(2026, 11, 1), TODAY)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    fill(opened)
    yield opened
    opened.close()


def test_what_happened_in_some_days_is_counted(store: Store) -> None:
    found = InsightDesk(store.engine).of(NOVEMBER, TODAY)
    assert found.outcomes == {
        Outcome.ANSWERED: 4,
        Outcome.NOT_FOUND: 8,
        Outcome.QUOTED: 1,
        Outcome.OUT_OF_SCOPE: 1,
    }
    assert (found.asked, found.answer_rate, found.found_rate) == (14, round(4 / 13, 4), round(5 / 13, 4))
    assert found.funnel == (("asked", 14), ("policy", 13), ("offered", 5), ("answered", 4), ("helpful", 1))
    told = found.satisfaction
    assert (told.helpful, told.unhelpful, told.rate, told.score, told.scored) == (1, 1, 0.5, 4.0, 1)
    assert found.hand_offs == HandOffs(1, 1, 40)
    assert found.departments == (Share(CIVIL, 10, 8), Share(HEALTH, 3, 0))
    assert found.regions == (Share("示范市", 14, 8),)
    assert found.times.median_s == 0.201
    assert found.times.p95_s is not None
    assert found.times.p95_s > 0.2


def test_days_are_chinas(store: Store) -> None:
    found = InsightDesk(store.engine).of(NOVEMBER, TODAY)
    assert len(found.daily) == 27
    assert (found.daily[TODAY], found.daily[date(2026, 11, 26)]) == (11, 0)
    assert InsightDesk(store.engine).of(Span(TODAY, TODAY), TODAY).asked == 11


def test_a_topic_that_surges_comes_first(store: Store) -> None:
    first, second = InsightDesk(store.engine).of(NOVEMBER, TODAY).topics
    assert (first.name, first.asked, first.week, first.usual, first.surges) == ("民政", 10, 10, 0, True)
    assert (second.name, second.week, second.usual, second.surges) == ("医保", 0, 1, False)


def test_content_is_told_by_age_and_what_it_leaves_open(store: Store) -> None:
    ages = {"within_90": 1, "within_180": 0, "within_365": 0, "older": 0, "never": 1}
    assert InsightDesk(store.engine).of(NOVEMBER, TODAY).coverage == Coverage(2, 2, ages, 1, 1)


def test_a_department_sees_its_own(store: Store) -> None:
    found = InsightDesk(store.engine).of(NOVEMBER, TODAY, HEALTH)
    assert (found.asked, found.departments, found.coverage.published) == (3, (Share(HEALTH, 3, 0),), 1)
    assert (found.hand_offs.asked, found.satisfaction.scored, found.coverage.in_force) == (0, 0, 0)


def test_the_questions_behind_a_figure_are_found(store: Store) -> None:
    desk = InsightDesk(store.engine)
    unanswered = Sought(NOVEMBER.since, NOVEMBER.until, Outcome.NOT_FOUND, topic="民政", region="示范市")
    assert [line.question for line in desk.lines(unanswered, limit=3)] == ["低保批下来没"] * 3
    assert len(desk.lines(unanswered, offset=6)) == 2
    (line,) = desk.lines(Sought(NOVEMBER.since, NOVEMBER.until, Outcome.QUOTED))
    assert (line.department, line.helpful, line.channel) == (CIVIL, False, "web")
    assert desk.lines(Sought(NOVEMBER.since, NOVEMBER.until, channel="hotline")) == []


def test_nothing_was_asked(database_url: str) -> None:
    store = Store.open(database_url)
    found = InsightDesk(store.engine).of(Span.of_month(2026, 2), TODAY)
    assert (found.asked, found.answer_rate, found.times.median_s, found.topics) == (0, None, None, ())
    assert len(found.daily) == 28
    store.close()


def test_a_report_is_a_workbook_with_a_sheet_for_each_part(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    write_report(InsightDesk(store.engine).of(NOVEMBER, TODAY), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["主要数字", "咨询去向", "答复结果"]
    figures = {row[0]: row[1] for row in book["主要数字"].iter_rows(values_only=True)}
    assert (figures["咨询量"], figures["政策咨询直接答复率"]) == ("14", "30.8%")
    assert [row[0] for row in book["部门"].iter_rows(min_row=2, values_only=True)] == [CIVIL, HEALTH]


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (TODAY, date(2026, 11, 1), "insights_span"),
        (date(2025, 1, 1), TODAY, "insights_span_long"),
    ],
)
def test_days_that_cannot_be_counted_are_refused(first: date, last: date, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        Span(first, last)


def test_words_and_concepts_that_three_conversations_say_are_counted(store: Store, root: Path) -> None:
    dictionary = Dictionary(root / "nlu_data" / "dictionary")
    noon = datetime(2026, 11, 27, 4, tzinfo=UTC)
    for _ in range(2):
        ask(store, "毛孩子绝育归谁管", "not_found", noon)
    desk = InsightDesk(store.engine)
    found = {each.text: each for each in desk.cloud(NOVEMBER, dictionary).words}
    low = found["最低生活保障申请"]
    assert (low.is_concept, low.questions, low.conversations) == (True, 9, 9)
    assert "毛孩子" not in found
    assert "绝育" not in found
    ask(store, "毛孩子绝育归谁管", "not_found", noon)
    three = {each.text: each for each in desk.cloud(NOVEMBER, dictionary).words}
    assert three["绝育"].conversations == 3
    assert {each.text for each in desk.cloud(NOVEMBER, dictionary, HEALTH).words} <= {
        "城乡居民基本医疗保险",
        "基本医疗保险",
        "医保",
    }


def test_the_questions_behind_a_word_are_as_many_as_it_counts(store: Store, root: Path) -> None:
    dictionary = Dictionary(root / "nlu_data" / "dictionary")
    desk, sought = InsightDesk(store.engine), Sought(NOVEMBER.since, NOVEMBER.until)
    word = desk.cloud(NOVEMBER, dictionary).words[0]
    lines = desk.lines_about(sought, word.text, dictionary, limit=100)
    assert len(lines) == word.questions
    assert {"低保" in line.question for line in lines} == {True}
    assert desk.lines_about(sought, word.text, dictionary, offset=3, limit=2) == lines[3:5]
    assert desk.lines_about(sought, "没有人说的", dictionary) == []


def test_personal_data_that_is_masked_is_no_word_of_the_cloud(root: Path) -> None:
    named = named_in("我的电话〔手机号〕，低保批下来没", Dictionary(root / "nlu_data" / "dictionary"))
    assert "手机" not in "".join(named)
    assert named["最低生活保障申请"]


def test_questions_are_narrowed_to_a_step_of_the_funnel(store: Store) -> None:
    desk = InsightDesk(store.engine)
    for name, count in desk.of(NOVEMBER, TODAY).funnel:
        helpful = True if name == "helpful" else None
        sought = Sought(NOVEMBER.since, NOVEMBER.until, outcomes=STEPS[name], helpful=helpful)
        assert len(desk.lines(sought, limit=100)) == count, name
