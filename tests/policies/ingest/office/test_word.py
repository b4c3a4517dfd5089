from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policies.errors import UnreadableFile
from policies.ingest.office.numbering import chinese
from policies.ingest.office.word import read_word, word_lines
from policies.ingest.source import RawFile
from policies.language.numerals import chinese_to_int
from tests.policies.ingest import files

NUMBERS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>"""


def numbered() -> bytes:
    document = docx.Document()
    definitions = document.part.numbering_part.element
    definitions.insert(0, parse_xml(NUMBERS))
    definitions.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    document.add_paragraph("关于供暖的通知")
    for level, text in (
        (0, "总体要求"),
        (1, "按时供暖。"),
        (2, "检修管网。"),
        (2, "注水。"),
        (1, "保障困难群众。"),
        (0, "组织实施"),
        (1, "加强领导。"),
    ):
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    return files.saved(document)


def test_the_numbers_that_word_shows_become_clauses() -> None:
    document = read_word(RawFile.of("供暖.docx", numbered()))
    assert [clause.path for clause in document.clauses] == [
        "一",
        "一(一)",
        "一(一)1",
        "一(一)2",
        "一(二)",
        "二",
        "二(一)",
    ]


@pytest.mark.parametrize("count", [1, 9, 10, 11, 19, 20, 35, 100, 103, 110, 111, 999, 1000, 1005, 1260, 9999])
def test_a_chinese_count_is_read_again(count: int) -> None:
    assert chinese_to_int(chinese(count)) == count


def test_what_was_struck_out_is_left_out_and_what_was_put_in_stays() -> None:
    document = docx.Document()
    document.add_paragraph("关于供暖的通知")
    paragraph = document.add_paragraph("补贴为每户")
    run = f"<w:r {nsdecls('w')}><w:{{tag}}>{{text}}</w:{{tag}}></w:r>"
    paragraph._p.append(
        parse_xml(
            f"<w:del {nsdecls('w')} w:id='1' w:author='a'>{run.format(tag='delText', text='500元')}</w:del>"
        )
    )
    paragraph._p.append(
        parse_xml(f"<w:ins {nsdecls('w')} w:id='2' w:author='a'>{run.format(tag='t', text='600元')}</w:ins>")
    )
    assert word_lines(RawFile.of("a.docx", files.saved(document)))[1] == "补贴为每户600元"


def test_cells_merged_downwards_are_repeated() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, (("学段", "学校"), ("小学", "一小"), ("", "二小")), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    table.cell(1, 0).merge(table.cell(2, 0))
    assert word_lines(RawFile.of("a.docx", files.saved(document))) == [
        "| 学段 | 学校 |",
        "| 小学 | 一小 |",
        "| 小学 | 二小 |",
    ]


def test_text_in_a_content_control_is_not_lost() -> None:
    document = docx.Document()
    inner = document.add_paragraph("第一条 按时供暖。")._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    control[0].append(deepcopy(inner))
    inner.getparent().replace(inner, control)
    assert word_lines(RawFile.of("a.docx", files.saved(document))) == ["第一条 按时供暖。"]


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\x00" * 30_000_000)
    return stream.getvalue()


def archive_of_nothing() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("读我.txt", "这不是 Word 文档")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (locked(), "encrypted_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "other_than_its_name"),
        ("关于供暖的通知".encode(), "other_than_its_name"),
        (b"%PDF-1.4", "other_than_its_name"),
        (files.word()[:-200], "not_a_zip"),
        (archive_of_nothing(), "not_docx"),
        (bomb(), "zip_too_large"),
        (files.saved(docx.Document()), "no_body"),
    ],
)
def test_what_is_no_word_document_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_word(RawFile.of("坏.docx", content))
    assert (refused.value.where, refused.value.reason) == ("坏.docx", reason)
