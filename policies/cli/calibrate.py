"""`yihaoda calibrate`: confidence and thresholds fitted to a site's own confirmed questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies import clock
from policies.answering.scoring import site
from policies.answering.scoring.calibrating import LEAST
from policies.answering.scoring.model import Judge, Model
from policies.cli.console import EXIT_FINDINGS, OUT, Database, opened, progress_bar, settings_for
from policies.errors import BadRow, InputError
from policies.evaluation.leaving_out import Learnt, ask_hidden, confirmed_questions, without_repeats
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.evaluation.recalibrating import Figures, Recalibrated, recalibrated
from policies.evaluation.run import names_of, unknown
from policies.library import Library
from policies.wording import say, section


def calibrate(
    file: Annotated[Path | None, typer.Argument(help=say("cli.calibrate.file"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.calibrate.dry_run"))] = False,
    database: Database = None,
) -> None:
    """用本站已确认的问题校准：多大把握直接答复，多大把握给出问题供选择。变差则不写入。

    例：yihaoda calibrate 问题.xlsx --dry-run
    """
    path = settings_for(database).resolved_calibration_file()
    with opened(database) as library:
        learnt = _asked(library, file)
        found = recalibrated(library.model, learnt)
        if not found:
            raise InputError(file.name if file else "calibrate", "too_few_confirmed", **_counts(learnt))
        OUT.print(_table(library.model, found))
        OUT.print(say("cli.calibrate.how"))
        better = [each for each in found if not each.is_worse]
        if better and not dry_run:
            _write(path, library.model, better)
    _tell(path, found, better, dry_run)


def _asked(library: Library, file: Path | None) -> list[Learnt]:
    """Return what came of every question: the file's and those that the store has collected."""
    names = names_of(library)
    given = read_questions(file) if file is not None else []
    for lost in unknown(names, given):
        name = "；".join(sorted(lost.positive_ids))
        raise BadRow(file.name if file else "", lost.row, "expects_unknown", name=name)
    questions = without_repeats([*given, *confirmed_questions(library.store.engine, names)])
    learnt = list(_learnt(library, questions))
    confirmed = len(questions) - len(without_repeats(given))
    facts = {"questions": len(questions), "confirmed": confirmed, "used": len(learnt)}
    OUT.print(say("cli.calibrate.asked", **facts))
    return learnt


def _learnt(library: Library, questions: Sequence[EvaluationQuestion]) -> list[Learnt]:
    found = []
    with progress_bar(say("cli.calibrate.title")) as progress:
        every = ask_hidden(library, library.model, questions, clock.today())
        for done, each in enumerate(every, start=1):
            if each is not None:
                found.append(each)
            progress(done, len(questions))
    return found


def _counts(learnt: Sequence[Learnt]) -> dict[str, int]:
    single = sum(each.seen.single for each in learnt)
    return {"varied": len(learnt) - single, "single": single, "least": LEAST}


def _write(path: Path, model: Model, better: Sequence[Recalibrated]) -> None:
    """Write the new numbers, beside those of a judge that an earlier calibration of the same weights changed."""
    coefficients, earlier = site.digest(model), site.read(path)
    judges = earlier.judges if earlier is not None and earlier.coefficients == coefficients else {}
    judges = {**judges, **{each.name: site.numbers(each.judge) for each in better}}
    questions = sum(each.questions for each in better)
    try:
        site.write(path, site.SiteCalibration(coefficients, clock.today(), questions, judges))
    except OSError as error:
        raise InputError(str(path), "cannot_write") from error


def _tell(path: Path, found: Sequence[Recalibrated], better: Sequence[Recalibrated], dry_run: bool) -> None:
    worse = [each for each in found if each.is_worse]
    if dry_run:
        OUT.print(say("cli.calibrate.dry"))
    elif better:
        OUT.print(say("cli.calibrate.written", file=path), soft_wrap=True)
    if worse:
        OUT.print(say("cli.calibrate.worse", judges=_named(worse)))
        raise typer.Exit(EXIT_FINDINGS)


def _named(judges: Sequence[Recalibrated]) -> str:
    return "、".join(say(f"cli.calibrate.judge.{each.name}") for each in judges)


def _table(model: Model, found: Sequence[Recalibrated]) -> Table:
    table = Table(*section("cli.calibrate")["column"].values())
    for each in found:
        name, questions = say(f"cli.calibrate.judge.{each.name}"), str(each.questions)
        before: Judge = getattr(model, each.name)
        for when, judge, figures in (("before", before, each.before), ("after", each.judge, each.after)):
            table.add_row(name, say(f"cli.calibrate.when.{when}"), questions, *_shown(judge, figures))
    return table


def _shown(judge: Judge, figures: Figures) -> list[str]:
    lines = (judge.thresholds.high, judge.thresholds.low)
    shares = (figures.covered, figures.wrong, figures.calibration_error, figures.loss)
    return [*(f"{each:.2f}" for each in lines), *(f"{each:.3f}" for each in shares)]
