"""One notice as a file of every format, made by the formats' own libraries."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx
import openpyxl
from docx.document import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "STSong-Light", 12, 20
LEFT, ACROSS = 72, 37 * 12

NUMBER = "示政办发〔2026〕12号"
TITLE = "示范市人民政府办公室关于做好冬季供暖工作的通知"
PREFACE = (
    "各区人民政府，市政府各部门：",
    "为做好今冬明春供暖工作，根据《示范市供热条例》（示政发〔2020〕3号），现就有关事项通知如下。",
)
CLAUSES = (
    "一、总体要求",
    "（一）按时供暖。全市供暖自2026年11月15日开始，各供热单位应当提前完成管网检修、注水和热态调试，室内温度不得低于18摄氏度，"
    "任何单位不得擅自推迟供暖时间（市住房城乡建设局牵头，各区人民政府分工负责）。",
    "（二）保障困难群众。最低生活保障家庭按下表补贴（市民政局、市财政局按职责分工负责）。",
)
TABLE = (("类别", "补贴标准"), ("低保家庭", "每户每季600元"), ("特困人员", "全额"))
AFTER = (
    "二、本通知自2026年11月1日起施行，有效期2年。《示范市供暖工作通知》（示政办发〔2023〕8号）同时废止。",
    "附件：1.供热单位名单",
    "2.补贴申请表",
)
SIGNATURE = ("示范市人民政府办公室", "2026年10月8日")
LINES = (NUMBER, TITLE, *PREFACE, *CLAUSES)
REST = (*AFTER, *SIGNATURE)


def text() -> bytes:
    """The notice as plain text."""
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    return "\n".join([*LINES, *rows, *REST]).encode()


def word() -> bytes:
    """The notice as a Word document."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(len(TABLE), 2)
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    for line in REST:
        document.add_paragraph(line)
    return saved(document)


def saved(document: Document) -> bytes:
    """A Word document's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page() -> bytes:
    """The notice as a page of a portal, with menus and a footer."""
    menu = "".join(
        f"<li><a href='/{name}/'>{name}</a></li>" for name in ("首页", "政务公开", "办事服务", "互动交流")
    )
    rows = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in TABLE)
    body = "".join(f"<p>　　{line}</p>" for line in LINES[2:]) + f"<table>{rows}</table>"
    rest = "".join(f"<p>{line}</p>" for line in REST)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_示范市人民政府门户网站</title></head><body>
<div class="top"><ul>{menu}</ul></div><div class="path">当前位置：<a href="/">首页</a> &gt; 通知</div>
<table class="info"><tr><td>索引号：</td><td>11440100/2026-00012</td><td>发布机构：</td><td>示范市人民政府办公室</td></tr>
<tr><td>文号：</td><td>{NUMBER}</td><td>发布日期：</td><td>2026-10-09</td></tr></table>
<h1>{TITLE}</h1><div class="main"><div class="share">分享到：</div><div class="neirong">{body}{rest}</div>
<a href="/files/2.docx">2.补贴申请表.docx</a></div>
<div class="foot">版权所有：示范市人民政府　备案号00000000　<a href="/map">网站地图</a></div>
<script>var text = "为做好今冬明春供暖工作，这里不是正文。";</script></body></html>""".encode()


def pdf(*, password: str | None = None) -> bytes:
    """The notice as a PDF with broken lines, page numbers and a ruled table."""
    stream = io.BytesIO()
    canvas = new_canvas(stream, password)
    place = _PdfPlace(canvas)
    for line in LINES:
        place.write(line, indented=line not in (NUMBER, TITLE, PREFACE[0]))
    place.table(TABLE)
    place.turn()
    for line in REST:
        place.write(line, indented=line not in SIGNATURE)
    place.turn()
    canvas.save()
    return stream.getvalue()


def new_canvas(stream: io.BytesIO, password: str | None = None) -> Canvas:
    """A PDF to draw on."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return Canvas(stream, pagesize=A4, encrypt=StandardEncryption(password) if password else None)


def _broken(line: str) -> Iterator[str]:
    """A paragraph broken where a line is full."""
    part = ""
    for sign in line:
        if pdfmetrics.stringWidth(part + sign, FONT, SIZE) > ACROSS:
            yield part
            part = ""
        part += sign
    yield part


class _PdfPlace:
    """Where the next line goes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas, self._page, self._y = canvas, 1, A4[1] - 130

    def write(self, line: str, *, indented: bool) -> None:
        line = f"　　{line}" if indented else line
        for part in _broken(line):
            self._canvas.setFont(FONT, SIZE)
            self._canvas.drawString(LEFT, self._y, part)
            self._y -= LEADING

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        width, height = 160, 24
        for row in rows:
            for column, cell in enumerate(row):
                self._canvas.rect(LEFT + column * width, self._y - 8, width, height)
                self._canvas.drawString(LEFT + column * width + 6, self._y, cell)
            self._y -= height

    def turn(self) -> None:
        self._canvas.setFont(FONT, 9)
        self._canvas.drawCentredString(A4[0] / 2, 40, f"— {self._page} —")
        self._canvas.showPage()
        self._page, self._y = self._page + 1, A4[1] - 130


def scan() -> bytes:
    """A PDF that is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    stream, picture = io.BytesIO(), Image.new("RGB", (200, 280), "white")
    canvas = new_canvas(stream)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def workbook(rows: Sequence[Sequence[object]], *, sheet: str = "表") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
