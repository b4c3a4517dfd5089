"""Runs of the set: kept, stopped, compared."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.confirming import Confirming
from policies.content.conversations import ConversationLog
from policies.content.erasing import erase
from policies.errors import BadRow, InputError
from policies.library import Library
from policies.regression.cases import Cases, NewCase
from policies.regression.collecting import from_file, from_people, from_similar
from policies.regression.export import write_run
from policies.regression.model import CaseNotFound, RunNotFound, State, Verdict
from policies.regression.running import run_all, start
from policies.regression.runs import LOST, Runs
from tests.api.content import PAIR, QUESTION
from tests.policies.regression.conftest import SCHOOL, SCHOOL_QUESTION, TODAY


def test_every_question_of_a_good_library_ends_rightly(with_set: Library) -> None:
    run = run_all(with_set, TODAY, "李编辑")
    assert (run.state, run.done, run.total, run.revision) == (State.DONE, 3, 3, with_set.store.revision())
    assert (run.figures["right"], run.figures["wrong"]) == (3, 0)
    assert run.figures["ms_p50"] > 0


def test_what_got_worse_and_better_is_told_between_any_two_runs(with_set: Library) -> None:
    first = run_all(with_set, TODAY, "李编辑")
    pair = with_set.store.pair(SCHOOL)
    with_set.store.save_pair(replace(pair, question="公园长椅谁来维修", similar=()))
    second = run_all(with_set, TODAY, "李编辑")
    runs = Runs(with_set.store)
    (moved,) = runs.compared(second.id, first.id)
    assert (moved.case.text, moved.before, moved.is_worse) == (SCHOOL_QUESTION, Verdict.RIGHT, True)
    (back,) = runs.compared(first.id, second.id)
    assert back.is_worse is False
    assert runs.before(second) == first
    assert runs.before(first) is None


def test_another_pair_that_answers_is_wrong(with_set: Library) -> None:
    Cases(with_set.store).add([NewCase("老花镜补贴怎么申请呢", (SCHOOL,), region="示范市")], "李编辑")
    run = run_all(with_set, TODAY, "李编辑")
    worst_case, worst = Runs(with_set.store).results(run.id)[0]
    assert (worst_case.text, worst.verdict, worst.found_id) == ("老花镜补贴怎么申请呢", Verdict.WRONG, PAIR)


def test_a_run_in_the_background_goes_on_by_itself_and_is_seen_by_others(with_set: Library) -> None:
    run = start(with_set, TODAY, "李编辑")
    for thread in threading.enumerate():
        if thread.name == "regression":
            thread.join(60)
    assert Runs(with_set.store).read(run.id).state is State.DONE


def test_one_run_at_a_time_and_a_lost_one_stands_in_nobodys_way(with_set: Library) -> None:
    runs = Runs(with_set.store)
    lost = runs.begin(3, TODAY, "李编辑")
    with pytest.raises(InputError, match="regression_running"):
        runs.begin(3, TODAY, "李编辑")
    r = tables.REGRESSION_RUN
    with with_set.store.engine.begin() as connection:
        connection.execute(sa.update(r).values(seen_at=datetime.now(UTC) - 2 * LOST + timedelta(seconds=1)))
    assert runs.read(lost.id).state is State.BROKEN
    assert runs.begin(3, TODAY, "李编辑").state is State.RUNNING


def test_a_stopped_run_keeps_what_it_found_and_asks_no_more(with_set: Library) -> None:
    runs = Runs(with_set.store)
    whole = run_all(with_set, TODAY, "李编辑")
    results = [result for _, result in runs.results(whole.id)]
    run = runs.begin(3, TODAY, "李编辑")
    assert runs.add(run.id, results[:1])
    runs.cancel(run.id, "李编辑")
    assert not runs.add(run.id, results[1:2])
    stopped = runs.read(run.id)
    assert (stopped.state, stopped.figures["right"]) == (State.CANCELLED, 1)
    with pytest.raises(RunNotFound):
        runs.cancel(run.id, "李编辑")


def test_an_empty_set_is_not_run(library: Library) -> None:
    with pytest.raises(InputError, match="regression_empty"):
        run_all(library, TODAY, "李编辑")


def test_the_workbook_has_a_row_for_each_question(with_set: Library, tmp_path: Path) -> None:
    run = run_all(with_set, TODAY, "李编辑")
    write_run(Runs(with_set.store), run, run, tmp_path / "run.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "run.xlsx").active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0][0] == "问题"
    assert {row[0] for row in rows[1:]} == {QUESTION, SCHOOL_QUESTION, "月球上的土地怎么登记"}
    assert {row[2] for row in rows[1:]} == {"正确"}


def test_questions_are_kept_once_and_masked(library: Library) -> None:
    cases = Cases(library.store)
    assert cases.add([NewCase("我叫张三，电话13812345678，老花镜能退吗", (PAIR,))] * 2, "李编辑") == 1
    assert cases.add([NewCase("我叫张三，电话 13812345678，老花镜能退吗", (PAIR,))], "李编辑") == 0
    (case,) = cases.every()
    assert "13812345678" not in case.text


def test_a_question_has_to_name_what_is_there(library: Library) -> None:
    cases = Cases(library.store)
    for wrong, reason in (
        (NewCase("问", ("q-none",)), "case_unknown_pair"),
        (NewCase("问", expect="sometimes"), "case_unknown_ending"),
        (NewCase(" ", (PAIR,)), "case_empty"),
        (NewCase("问" * 501), "case_long"),
    ):
        with pytest.raises(InputError, match=reason):
            cases.add([NewCase("另一个问题"), wrong], "李编辑")
    assert cases.count() == 0
    with pytest.raises(CaseNotFound):
        cases.remove(["r-none"], "李编辑")


def test_questions_come_from_files_people_and_the_library_itself(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "问题.csv"
    file.write_text(
        f"问题,标准问题,期望结果\n老花镜报销,{QUESTION},\n外星人怎么办证,,refuse\n", encoding="utf-8"
    )
    read = from_file(library, file)
    assert [(each.pair_ids, each.expect) for each in read] == [((PAIR,), None), ((), "refuse")]
    file.write_text("问题,标准问题\n老花镜报销,没有这一条\n", encoding="utf-8")
    with pytest.raises(BadRow) as bad:
        from_file(library, file)
    assert bad.value.row == 2
    Confirming(library.store.engine).confirm(PAIR, "看报的镜子给钱吗", "operator", "王坐席")
    assert [(each.text, each.pair_ids) for each in from_people(library.store)] == [
        ("看报的镜子给钱吗", (PAIR,))
    ]
    assert {"孩子多大可以上小学", SCHOOL_QUESTION} <= {each.text for each in from_similar(library.store)}


def test_a_question_is_erased_with_its_conversation(library: Library) -> None:
    conversation = ConversationLog(library.store.engine).start("web")
    Confirming(library.store.engine).confirm(PAIR, "看报的镜子给钱吗", "button", conversation, conversation)
    Cases(library.store).add(from_people(library.store), "李编辑")
    assert Cases(library.store).count() == 1
    erase(library.store.engine, conversation, "管理员", library.erasures)
    assert Cases(library.store).count() == 0
