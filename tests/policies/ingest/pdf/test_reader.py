from __future__ import annotations

import io

import pytest

from policies.errors import UnreadableFile
from policies.ingest.pdf.reader import pdf_lines, read_pdf
from policies.ingest.source import RawFile
from tests.policies.ingest import files


def test_page_numbers_go_and_broken_lines_are_joined() -> None:
    lines = pdf_lines(RawFile.of("供暖.pdf", files.pdf()))
    assert not any("—" in line for line in lines)
    assert files.CLAUSES[1] in lines


def blank() -> bytes:
    stream = io.BytesIO()
    canvas = files.new_canvas(stream)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        ("关于供暖的通知".encode(), "other_than_its_name"),
        (files.word(), "other_than_its_name"),
        (files.scan(), "scanned_pdf"),
        (files.pdf(password="secret"), "encrypted_file"),
        (b"%PDF-1.7\n" + bytes(200), "not_pdf"),
        (files.pdf()[:400], "not_pdf"),
        (blank(), "no_body"),
    ],
)
def test_what_has_no_readable_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_pdf(RawFile.of("坏.pdf", content))
    assert (refused.value.where, refused.value.reason) == ("坏.pdf", reason)
