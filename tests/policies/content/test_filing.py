from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policies.content import mapping
from policies.content.filing import Filed, file_documents, file_each
from policies.content.model import Clause, Policy, Status
from policies.content.overriding import override_status
from policies.content.policy_versions import policy_versions
from policies.content.store import Store
from policies.ingest.intake import Intake
from tests.databases import laid_out

NOTICE = """关于{matter}的通知
各有关单位：
一、总体要求
（一）按时办理（市住房城乡建设局牵头）。
示范市人民政府办公室
2026年10月8日
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(laid_out(tmp_path / "library.db"))


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


def test_the_version_before_is_kept_whole(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "通知.txt", NOTICE.format(matter="供暖"))
    (new,) = file_documents(store, [path])
    assert new.source_id is not None
    before = store.policy(new.source_id)
    for word in ("提前", "逐步"):
        write(path, NOTICE.format(matter="供暖").replace("按时", word))
        file_documents(store, [path])
    now = store.policy(new.source_id)
    first, second = policy_versions(store.engine, new.source_id)
    assert [first.policy.version, second.policy.version, now.version] == [1, 2, 3]
    assert replace(first.policy, clauses=bare(first.policy)) == replace(before, clauses=bare(before))
    assert "提前" in second.policy.clauses[-2].text
    assert "逐步" in now.clauses[-2].text


def bare(policy: Policy) -> tuple[Clause, ...]:
    return tuple(replace(clause, id="") for clause in policy.clauses)


def test_an_editors_word_on_the_status_outlives_a_new_version(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "通知.txt", NOTICE.format(matter="供暖"))
    (new,) = file_documents(store, [path])
    assert new.source_id is not None
    override_status(store, new.source_id, Status.REPEALED, "已列入废止目录", "editor")
    write(path, NOTICE.format(matter="供暖").replace("按时", "提前"))
    file_documents(store, [path])
    assert store.policy(new.source_id).status_override is Status.REPEALED


def test_one_batch_may_hold_a_document_twice_and_its_next_version(store: Store, tmp_path: Path) -> None:
    numbered = "示政发〔2026〕7号\n" + NOTICE.format(matter="供暖")
    paths = [
        write(tmp_path / "a" / "甲.txt", numbered),
        write(tmp_path / "b" / "乙.txt", numbered),
        write(tmp_path / "c" / "丙.txt", numbered.replace("按时", "提前")),
    ]
    results = file_documents(store, paths)
    assert [each.result for each in results] == [Filed.NEW, Filed.UNCHANGED, Filed.UPDATED]
    (policy,) = store.policies()
    assert policy.version == 2
    assert len({each.source_id for each in results}) == 1


def test_one_order_that_makes_several_texts_is_no_document_for_another(store: Store, tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"title": title, "order_no": "国务院令第752号", "text": "第一条 按时办理。"}, ensure_ascii=False
        )
        for title in ("供热条例", "供水条例")
    ]
    file_documents(store, [write(tmp_path / "法规.jsonl", "\n".join(rows))])
    assert {policy.title for policy in store.policies()} == {"供热条例", "供水条例"}


def test_rows_with_identifiers_keep_the_versions_of_an_act_apart(store: Store, tmp_path: Path) -> None:
    def rows(word: str) -> str:
        texts = (("a", f"第一条 {word}办理。"), ("b", "第一条 当场办理。"))
        return "\n".join(
            json.dumps({"id": name, "title": "供热条例", "text": text}, ensure_ascii=False)
            for name, text in texts
        )

    file_documents(store, [write(tmp_path / "法规.jsonl", rows("按时"))])
    results = file_documents(store, [write(tmp_path / "法规.jsonl", rows("提前"))])
    assert [each.result for each in results] == [Filed.UPDATED, Filed.UNCHANGED]
    assert len(list(store.policies())) == 2


def test_one_bad_file_in_a_thousand_is_named_and_the_others_go_in(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    for number in range(999):
        write(folder / f"{number:04}.txt", NOTICE.format(matter=f"第{number}号事项"))
    write(folder / "0500坏.txt", "")
    told: list[tuple[int, int]] = []
    results = list(file_each(store, Intake([folder]), lambda done, total: told.append((done, total))))
    (bad,) = [each for each in results if each.error is not None]
    assert bad.error is not None
    assert (bad.where, bad.error.reason) == ("材料/0500坏.txt", "empty_file")
    assert store.counts()["policies"] == 999
    assert told == [(done, 1000) for done in range(1, 1001)]
    assert {each.result for each in file_each(store, Intake([folder]))} == {Filed.UNCHANGED, Filed.FAILED}


def test_a_batch_that_cannot_be_written_leaves_nothing_behind(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write(tmp_path / f"{name}.txt", NOTICE.format(matter=name)) for name in ("甲", "乙")]

    def fail(*_: object) -> list[dict[str, object]]:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(mapping, "declaration_rows", fail)
    with pytest.raises(RuntimeError):
        file_documents(store, paths)
    assert list(store.policies()) == []
    assert store.revision() == 0


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
