"""What the commands share: the console, the library they work on, progress, and errors in people's words."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from policies.content.store import Store
from policies.errors import InputError, LibraryError, StoreError
from policies.library import Library
from policies.settings import LibrarySettings
from policies.wording import say

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)

EXIT_FINDINGS = 1
EXIT_BAD_INPUT = 2
EXIT_BROKEN = 3
SQLITE = "sqlite:///"

Database = Annotated[str | None, typer.Option("--database", metavar="URL", help=say("cli.option.database"))]


def settings_for(database: str | None) -> LibrarySettings:
    """Return the settings, with the database named on the command line where one is.

    A file's path may stand for its address; a relative one is taken from where the command was called.
    """
    if database is None:
        return LibrarySettings()
    path = database.removeprefix(SQLITE) if database.startswith(SQLITE) else database
    if "://" not in path and path != ":memory:":
        database = f"{SQLITE}{Path(path).absolute()}"
    return LibrarySettings(database_url=database, index_dir=None)


def refuse_missing(database: str | None) -> None:
    """End the command where it would look into a SQLite file that is not there."""
    url = settings_for(database).resolved_database_url()
    if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists():
        raise InputError(url.removeprefix(SQLITE), "missing_database")


def quiet_logs() -> None:
    """Let a command's output be its own: logs go to standard error, and only what needs attention."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@contextmanager
def opened(database: str | None) -> Iterator[Library]:
    """Open the library, and close it at the end; errors end the command with a clear line."""
    with complaints():
        library = Library.open(settings_for(database))
        try:
            yield library
        finally:
            library.close()


@contextmanager
def opened_store(database: str | None) -> Iterator[Store]:
    """Open the store alone, for commands that do not search."""
    with complaints():
        store = Store.open(settings_for(database).resolved_database_url())
        try:
            yield store
        finally:
            store.close()


@contextmanager
def complaints() -> Iterator[None]:
    """Turn the library's errors into a line for people and an exit status."""
    try:
        yield
    except InputError as error:
        ERR.print(explain(error), style="red")
        raise typer.Exit(EXIT_BAD_INPUT) from error
    except StoreError as error:
        ERR.print(say("cli.broken_store", detail=error), style="red")
        raise typer.Exit(EXIT_BROKEN) from error
    except LibraryError as error:
        ERR.print(say("cli.broken", detail=error), style="red")
        raise typer.Exit(EXIT_BROKEN) from error


def explain(error: InputError) -> str:
    """Return what is wrong with an input and what to do, in Chinese."""
    return say("cli.at", where=error.where, what=say(f"errors.{error.reason}", **error.facts))


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; gives a function to be told (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERR, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
