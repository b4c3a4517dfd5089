"""JSON logs: event, ids, outcome, milliseconds; never the text of a question, never a query string."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TextIO

import structlog

QUIET = ("uvicorn.access", "httpx", "httpx2", "httpcore", "httpcore2")


def configure_logs(level: str, stream: TextIO) -> None:
    """Send every log of this process to `stream` as one JSON object a line.

    Uvicorn's access log is silenced, because it prints query strings, and so are the clients' logs of addresses:
    `api.security.access` writes one line a request instead.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.PositionalArgumentsFormatter()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _replace_exception,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def describe(error: BaseException) -> dict[str, object]:
    """Return an error's type and the places it came through.

    Its message stays out: messages quote the values at fault (a database error quotes the row), and those may be
    a person's words.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rsplit('site-packages/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return {"error": type(error).__name__, "places": places[-12:]}


def _replace_exception(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    found = event.pop("exc_info", None)
    error = _error_of(found)
    if error is not None:
        event.update(describe(error))
    return event


def _error_of(
    found: BaseException | tuple[type[BaseException], BaseException, TracebackType] | bool | None,
) -> BaseException | None:
    if isinstance(found, tuple):
        return found[1]
    return found if isinstance(found, BaseException) else None
