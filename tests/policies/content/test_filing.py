from __future__ import annotations

from pathlib import Path

import pytest

from policies.content.filing import Filed, file_documents
from policies.content.store import Store

NOTICE = """关于{matter}的通知
各有关单位：
一、总体要求
（一）按时办理（市住房城乡建设局牵头）。
示范市人民政府办公室
2026年10月8日
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'library.db'}")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_same_file_again_changes_nothing_and_a_changed_one_keeps_its_identifier(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "通知.txt", NOTICE.format(matter="供暖"))
    (new,) = file_documents(store, [path])
    before = store.revision()
    (same,) = file_documents(store, [path])
    assert (new.result, same.result, same.source_id) == (Filed.NEW, Filed.UNCHANGED, new.source_id)
    assert store.revision() == before
    write(path, NOTICE.format(matter="供暖").replace("按时", "提前"))
    (changed,) = file_documents(store, [path])
    assert (changed.result, changed.source_id) == (Filed.UPDATED, new.source_id)


def test_two_documents_in_files_of_one_name_are_two_documents(store: Store, tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a" / "通知.txt", NOTICE.format(matter="供暖")),
        write(tmp_path / "b" / "通知.txt", NOTICE.format(matter="防汛")),
    ]
    file_documents(store, files)
    assert {policy.title for policy in store.policies()} == {"关于供暖的通知", "关于防汛的通知"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("闲话.txt", "今天天气真好。", "not_a_document"),
        ("内部.txt", "公开方式：不予公开\n" + NOTICE.format(matter="内部"), "withheld"),
        ("空.txt", "", "empty_file"),
    ],
)
def test_what_may_not_or_cannot_go_in_is_named_and_the_rest_goes_in(
    store: Store, tmp_path: Path, name: str, text: str, reason: str
) -> None:
    files = [write(tmp_path / name, text), write(tmp_path / "好.txt", NOTICE.format(matter="供暖"))]
    bad, good = file_documents(store, files)
    assert bad.error is not None
    assert (bad.result, bad.error.reason) == (Filed.FAILED, reason)
    assert good.result is Filed.NEW
    assert len(list(store.policies())) == 1


def test_an_interpretation_that_is_not_public_is_refused(store: Store, tmp_path: Path) -> None:
    write(
        tmp_path / "办法.md",
        "---\ntitle: 示范办法\ndoc_number: 示政发〔2026〕9号\nissuer: 示范市人民政府\n---\n第一条 按时办理。\n",
    )
    write(
        tmp_path / "解读.md",
        "---\ntitle: 《示范办法》解读\nkind: interpretation\ninterpretation_kind: 文字解读\ndisclosure: 依申请公开\n"
        "explains: [示政发〔2026〕9号]\n---\n## 背景\n为了方便。\n",
    )
    results = file_documents(store, [tmp_path / "解读.md", tmp_path / "办法.md"])
    assert [each.result for each in results] == [Filed.FAILED, Filed.NEW]
    assert results[0].error is not None
    assert results[0].error.reason == "interpretation_not_public"
    assert list(store.interpretations()) == []
