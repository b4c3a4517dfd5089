"""A run as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policies.content.exporting.sheets import Sheet, write_xlsx
from policies.errors import UnreadableFile
from policies.regression.model import Run, Verdict
from policies.regression.runs import Runs
from policies.wording import say, section


def write_run(runs: Runs, run: Run, against: Run | None, path: Path) -> None:
    """Write a run, and beside each question how it ended in another run.

    Raises:
        UnreadableFile: it cannot be written there.
    """
    header = list(section("regression.column").values())
    sheet = Sheet(say("regression.sheet"), header, _rows(runs, run, against))
    try:
        write_xlsx(path, [sheet])
    except OSError as error:
        raise UnreadableFile(str(path), "cannot_write") from error


def _rows(runs: Runs, run: Run, against: Run | None) -> Iterator[tuple[object, ...]]:
    before: dict[str, Verdict] = {}
    if against is not None:
        before = {case.id: result.verdict for case, result in runs.results(against.id)}
    for case, result in runs.results(run.id):
        earlier = before.get(case.id)
        yield (
            case.text,
            "；".join(case.pair_ids) or say(f"regression.expect.{case.expect or 'refuse'}"),
            say(f"regression.verdict.{result.verdict.value}"),
            say(f"regression.verdict.{earlier.value}") if earlier else "",
            say(f"insights.outcome.{result.outcome}"),
            result.found,
            result.confidence,
            result.ms,
            say(f"regression.source.{case.source.value}"),
        )
