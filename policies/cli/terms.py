"""`yihaoda terms`: the lexicon's terms tried, taken in and given out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import ERR, EXIT_BAD_INPUT, OUT, Database, explain, opened
from policies.content.term_sheets import read_sheet, write_sheet
from policies.language.dictionary import Trial
from policies.wording import say, section

terms = typer.Typer(help=say("cli.terms.help"), no_args_is_help=True)


@terms.command("try")
def try_(
    text: Annotated[str, typer.Argument(help=say("cli.terms.text"))],
    file: Annotated[Path | None, typer.Option("--with", help=say("cli.terms.with"))] = None,
    database: Database = None,
) -> None:
    """试切一句话：分成哪些词、听出哪些规范词；加 --with 可对照改动前后。

    例：yihaoda terms try "俺娘的低保批下来没" --with 新词条.csv
    """
    with opened(database) as library:
        now = library.dictionary.now
        _show(say("cli.terms.now"), now.trial(text))
        if file is not None:
            new, errors = read_sheet(file)
            for error in errors:
                ERR.print(explain(error), style="red", markup=False)
            _show(say("cli.terms.then"), now.with_terms(new).trial(text))


@terms.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=say("cli.terms.file"))],
    actor: Annotated[str, typer.Option("--actor", help=say("cli.terms.actor"))] = "cli",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.import.dry_run"))] = False,
    database: Database = None,
) -> None:
    """导入词条（.csv、.xlsx、.jsonl）；同名的替换，有错则一条也不写入。

    例：yihaoda terms import 词条.xlsx --dry-run
    """
    with opened(database) as library:
        new, errors = read_sheet(file)
        for error in errors:
            ERR.print(explain(error), style="red", markup=False)
        if errors:
            ERR.print(say("cli.terms.stopped", errors=len(errors)), style="red")
            raise typer.Exit(EXIT_BAD_INPUT)
        if not dry_run:
            library.terms.save(new, actor)
            library.refresh()
        OUT.print(say("cli.terms.dry" if dry_run else "cli.terms.done", count=len(new)))


@terms.command("export")
def export(
    file: Annotated[Path, typer.Argument(help=say("cli.terms.sheet"))],
    everything: Annotated[bool, typer.Option("--all", help=say("cli.terms.all"))] = False,
    database: Database = None,
) -> None:
    """导出本站自己的词条（.csv 或 .xlsx）；加 --all 连同自带词典一起导出。

    例：yihaoda terms export 词条.xlsx --all
    """
    with opened(database) as library:
        chosen = library.dictionary.now.terms if everything else library.terms.terms()
        OUT.print(say("cli.terms.exported", count=write_sheet(file, chosen)))


def _show(title: str, trial: Trial) -> None:
    OUT.print(title, style="bold")
    OUT.print(" / ".join(trial.words), markup=False)
    columns = section("terms")["found"]
    table = Table(*columns.values())
    for concept in trial.concepts:
        kind = section("terms")["type"][concept.type]
        searched = section("terms")["yes" if concept.name in trial.added else "no"]
        table.add_row(concept.way, concept.name, kind, searched)
    OUT.print(table)
