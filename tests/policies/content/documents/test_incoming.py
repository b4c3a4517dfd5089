"""The same document comes as a file again: what people corrected stays, or somebody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.documents import clause_tree as tree
from policies.content.documents.looking import look_first
from policies.content.documents.readings import Readings
from policies.content.documents.saving import leads, save
from policies.content.filed import Filed, FiledDocument, Origin
from policies.content.filing import file_documents
from policies.content.model import PairCitation, PairState, QaPair
from policies.content.store import Store
from policies.errors import InputError
from tests.policies.content.documents.test_foresight import TODAY

FILE = """---
title: 示范市社区鱼塘开放规程
doc_number: 示民规〔2026〕72号
issuer: 示范市民政局
category: 养老
disclosure: 主动公开
effective_on: 2026-06-01
---

第一条 社区鱼塘由街道管理。
第二条 每周六开放，每次三元。
第三条 雨天不开放。
"""
THIRD = "第三条 雨天不开放。"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "鱼塘.md"


def filed(store: Store, file: Path, text: str, actor: str = "编辑乙") -> FiledDocument:
    file.write_text(text, encoding="utf-8")
    (each,) = file_documents(store, [file], origin=Origin(actor))
    return each


def corrected(store: Store, file: Path) -> str:
    """File the document, correct its category and the price in 第二条."""
    policy_id = filed(store, file, FILE).source_id
    assert policy_id is not None
    table = Readings(store)
    reading = table.correct(policy_id, "编辑甲")
    nodes = tree.edited(reading.nodes, 1, "第二条", "", "第二条 每周六开放，每次五元。")
    header = replace(reading.header, category="社区服务")
    save(store, table.change(reading, "编辑甲", header=header, nodes=nodes), "编辑甲", "扫描有误")
    return policy_id


def texts(store: Store, policy_id: str) -> list[str]:
    return [each.text.split(" ")[1] for each in store.policy(policy_id).clauses]


def test_the_same_file_again_leaves_the_corrections_alone(store: Store, file: Path) -> None:
    policy_id = corrected(store, file)
    assert filed(store, file, FILE).result is Filed.UNCHANGED
    assert texts(store, policy_id)[1] == "每周六开放，每次五元。"


def test_a_file_that_changed_elsewhere_keeps_the_corrections(store: Store, file: Path) -> None:
    policy_id = corrected(store, file)
    for rain in ("雨雪天不开放。", "雨雪天、高温天不开放。"):
        again = filed(store, file, FILE.replace("雨天不开放。", rain))
        assert (again.result, again.keeps) == (Filed.UPDATED, True)
        assert texts(store, policy_id)[1:] == ["每周六开放，每次五元。", rain]
        assert store.policy(policy_id).category == "社区服务"


@pytest.mark.parametrize(
    ("old", "new", "collides"),
    [
        ("每次三元", "每次四元", ("第二条",)),
        ("category: 养老", "category: 文体", ("category",)),
        ("第二条 每周六开放，每次三元。\n", "", ("第二条",)),
    ],
)
def test_a_file_that_changed_what_was_corrected_waits_for_an_editor(
    store: Store, file: Path, old: str, new: str, collides: tuple[str, ...]
) -> None:
    policy_id = corrected(store, file)
    before = store.policy(policy_id)
    held = filed(store, file, FILE.replace(old, new))
    assert held.result is Filed.HELD
    assert held.error is not None
    assert held.error.reason == "held_corrected"
    assert store.policy(policy_id) == before
    reading = Readings(store).get(held.reading_id or "")
    assert (reading.policy_id, reading.collisions) == (policy_id, collides)
    # The same file again is the same reading, another one is told that this one is open.
    assert filed(store, file, FILE.replace(old, new)).reading_id == reading.id
    other = filed(store, file, FILE.replace(old, new) + "第四条 自带鱼竿。\n")
    assert other.error is not None
    assert other.error.reason == "reading_open"
    save(store, reading, "编辑乙", "以新文件为准")
    assert filed(store, file, FILE.replace(old, new)).result is Filed.UNCHANGED


def test_a_file_that_says_now_what_was_corrected_needs_no_correction_any_more(
    store: Store, file: Path
) -> None:
    corrected(store, file)
    again = filed(store, file, FILE.replace("三元", "五元").replace("养老", "社区服务"))
    assert again.result is Filed.UPDATED
    with store.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.CORRECTED)) == 0


def cite(store: Store, policy_id: str, path: str) -> None:
    cited = (PairCitation(policy_id, path),)
    store.save_pair(QaPair("鱼塘多少钱", "三元。", citations=cited, state=PairState.PUBLISHED, id="q-1"))


def test_a_file_in_which_a_cited_clause_is_another_one_waits_for_an_editor(store: Store, file: Path) -> None:
    """第三条 is still there, so that nothing would look broken: it is what 第二条 was."""
    policy_id = filed(store, file, FILE).source_id or ""
    cite(store, policy_id, "第三条")
    shifted = FILE.replace(THIRD, "第三条 不得下网。\n第四条 雨天不开放。")
    held = filed(store, file, shifted)
    assert (held.result, held.error and held.error.reason) == (Filed.HELD, "held_cited")
    reading = Readings(store).get(held.reading_id or "")
    moved = [(each.path, each.to) for each in leads(store, reading, TODAY).cited]
    assert moved == [("第三条", "第四条")]
    save(store, reading, "编辑乙", "新文件增加一条")
    assert store.pair("q-1").citations == (PairCitation(policy_id, "第四条"),)


def test_a_file_that_only_words_a_cited_clause_anew_goes_in(store: Store, file: Path) -> None:
    policy_id = filed(store, file, FILE).source_id or ""
    cite(store, policy_id, "第二条")
    assert filed(store, file, FILE.replace("三元", "四元")).result is Filed.UPDATED


def test_a_file_is_looked_at_first_corrected_and_saved(store: Store, file: Path) -> None:
    file.write_text(FILE, encoding="utf-8")
    (seen,) = look_first(store, [file], "编辑甲")
    assert (seen.result, store.counts()["policies"]) == (Filed.HELD, 0)
    table = Readings(store)
    assert [each.title for each in table.waiting()] == ["示范市社区鱼塘开放规程"]
    reading = table.get(seen.reading_id or "")
    printed = reading.printed.split("\n")
    assert [printed[each.lines[0]][:3] for each in reading.nodes] == ["第一条", "第二条", "第三条"]
    nodes = tree.edited(reading.nodes, 1, "第二条", "", "第二条 每周六开放，每次五元。")
    saved = save(store, table.change(reading, "编辑甲", nodes=nodes), "编辑甲")
    assert (saved.version, saved.source_name) == (1, "鱼塘.md")
    assert filed(store, file, FILE).result is Filed.UNCHANGED
    assert texts(store, saved.id)[1] == "每周六开放，每次五元。"
    assert look_first(store, [file], "编辑甲")[0].result is Filed.UNCHANGED


def test_a_document_that_comes_in_while_it_is_looked_at_is_not_saved_twice(store: Store, file: Path) -> None:
    file.write_text(FILE, encoding="utf-8")
    (seen,) = look_first(store, [file], "编辑甲")
    filed(store, file, FILE)
    with pytest.raises(InputError) as found:
        save(store, Readings(store).get(seen.reading_id or ""), "编辑甲")
    assert found.value.reason == "reading_known"
    assert store.counts()["policies"] == 1


def test_an_interpretation_and_a_broken_file_are_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "解读.md").write_text(
        FILE.replace("开放规程", "开放规程》解读")
        .replace("title: ", "title: 《")
        .replace("category: 养老", "explains: 示民规〔2026〕72号"),
        encoding="utf-8",
    )
    (tmp_path / "空.md").write_bytes(b"")
    told = look_first(store, [tmp_path / "解读.md", tmp_path / "空.md"], "编辑甲")
    assert [each.error and each.error.reason for each in told] == ["reading_of_interpretation", "empty_file"]
