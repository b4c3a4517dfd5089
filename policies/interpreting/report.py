"""The board of interpretations as tables with Chinese headings."""

from __future__ import annotations

from pathlib import Path

from policies.content.exporting.sheets import Sheet, write_xlsx
from policies.errors import UnreadableFile
from policies.insights.report import percent
from policies.interpreting.board import Board, Coverage
from policies.interpreting.standing import Standing, Step
from policies.wording import say, section


def sheets_of(board: Board) -> list[Sheet]:
    """Return the figures by department and every document of a board."""
    figures = [*map(_figures, board.departments), _figures(board.whole, say("interpreting.all"))]
    return [_sheet("departments", figures), _sheet("documents", list(map(_document, board.rows)))]


def write_board(board: Board, path: Path) -> None:
    """Write a workbook.

    Raises:
        UnreadableFile: it cannot be written there.
    """
    try:
        write_xlsx(path, sheets_of(board))
    except OSError as error:
        raise UnreadableFile(str(path), "cannot_write") from error


def _figures(each: Coverage, name: str | None = None) -> tuple[object, ...]:
    named = name or each.department or say("interpreting.no_issuer")
    return (
        named,
        each.total,
        *(each.steps[step] for step in Step),
        percent(each.share if each.total else None),
    )


def _document(each: Standing) -> tuple[object, ...]:
    texts = "；".join(
        f"{text.kind.value}：{text.title}（{text.published_on or say('interpreting.no_day')}）"
        for text in each.texts
    )
    day = each.published_on.isoformat() if each.published_on else ""
    days = each.days if each.days is not None else ""
    named = (each.title, each.doc_number or "", each.issuer or "", day, each.status.value)
    return (*named, say(f"interpreting.step.{each.step.value}"), days, texts)


def _sheet(name: str, rows: list[tuple[object, ...]]) -> Sheet:
    told = section(f"interpreting.sheet.{name}")
    return Sheet(told["title"], told["columns"], rows)
