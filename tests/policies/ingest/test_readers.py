import re
from pathlib import Path

import pytest

from policies.errors import UnreadableFile
from policies.ingest.readers import READERS, read
from policies.wording import section


def test_the_suffix_chooses_the_reader(tmp_path: Path) -> None:
    for name, text in (
        ("甲.TXT", "关于津贴的通知\n各部门：\n正文。"),
        ("乙.md", "# 关于津贴的通知\n\n正文。"),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert read(path).title == "关于津贴的通知"


@pytest.mark.parametrize("name", ["通知.pptx", "通知.exe", "通知"])
def test_a_format_without_a_reader_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("正文。", encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert refused.value.reason == "unsupported_format"
    assert refused.value.facts["formats"] == "、".join(READERS)


@pytest.mark.parametrize("name", ["通知.doc", "附件.XLS", "红头.wps", "扫描.ofd"])
def test_an_old_format_is_refused_with_the_one_to_save_it_as(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert refused.value.reason == "old_format"
    assert refused.value.facts["better"] in READERS


def test_every_reason_has_its_words() -> None:
    folder = Path(read.__code__.co_filename).parent
    source = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    reasons = set(re.findall(r'UnreadableFile\(\s*[^"]*?, "(\w+)"', source)) | {
        "encrypted_file",
        "scanned_pdf",
    }
    assert {"empty_file", "withheld", "bad_date", "unsupported_format"} <= reasons
    assert reasons <= set(section("errors"))


def test_a_picture_under_a_documents_name_is_refused(tmp_path: Path) -> None:
    for name in ("通知.txt", "通知.md"):
        path = tmp_path / name
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 20)
        with pytest.raises(UnreadableFile) as refused:
            read(path)
        assert refused.value.reason == "other_than_its_name"
