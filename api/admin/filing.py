"""Uploaded documents filed while it is told how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import structlog
from fastapi import UploadFile
from sqlalchemy.exc import SQLAlchemyError

from api.admin.document_schemas import FiledOut, ProgressOut
from api.admin.uploads import kept_for_a_while
from api.bridge import Bridge
from api.logs import describe
from api.problems import kind_of
from policies.content.filing import Origin, file_each
from policies.errors import LibraryError
from policies.ingest.intake import Intake
from policies.wording import say

MOST_FILES = 50
log = structlog.get_logger("api.filing")


def filed_line_by_line(bridge: Bridge, files: Sequence[UploadFile], origin: Origin) -> Iterator[str]:
    """Return lines of JSON (`ProgressOut`): how many documents there are, then one line for each that was filed.

    The files are kept from the first on, so that they may be closed when this returns.

    Raises:
        InputError: a file has no name.
    """
    kept = ExitStack()
    try:
        paths = kept.enter_context(kept_for_a_while(files))
    except BaseException:
        kept.close()
        raise
    return _lines(bridge, Intake(paths), origin, kept)


def _lines(bridge: Bridge, intake: Intake, origin: Origin, kept: ExitStack) -> Iterator[str]:
    total, done = len(intake), 0
    with kept:
        yield _line(ProgressOut(done=0, total=total))
        try:
            for done, each in enumerate(file_each(bridge.library.store, intake, origin=origin), start=1):
                yield _line(ProgressOut(done=done, total=total, filed=FiledOut.of(each)))
        except (LibraryError, SQLAlchemyError) as error:
            log.error("filing_failed", **describe(error))
            reason = say(f"api.problems.{kind_of(error).name}.detail")
            yield _line(ProgressOut(done=done, total=total, failed=reason))


def _line(told: ProgressOut) -> str:
    return told.model_dump_json() + "\n"
