from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from policies.content.engine import connect, known_migrations, migrate, open_engine
from policies.content.model import PairCitation
from policies.content.store import Store
from policies.content.tables import METADATA
from policies.errors import StoreError

OLD_ROWS: list[tuple[str, dict[str, object]]] = [
    (
        "policy",
        {
            "id": "p-1", "title": "示范市高温津贴办法", "doc_number": "示人社规〔2026〕8号", "disclosure": "主动公开",
            "cites": [], "checksum": "c", "is_demo": False, "extra": {}, "revision": 1,
        },
    ),
    (
        "clause",
        {
            "id": "p-1/0", "policy_id": "p-1", "position": 0, "path": "第一条", "level": 0, "heading": "",
            "text": "第一条 每天三十元。", "responsibilities": [],
        },
    ),
    (
        "interpretation",
        {
            "id": "i-1", "title": "一图看懂", "kind": "图解", "passages": [["标准", "每天三十元。"]],
            "checksum": "i", "is_demo": False, "revision": 1,
        },
    ),
    ("interpretation_explains", {"interpretation_id": "i-1", "policy_id": "p-1"}),
    (
        "qa_pair",
        {
            "id": "q-1", "question": "高温津贴怎么领", "question_key": "k", "summary": "由单位发放。", "detail": {},
            "speech": "", "keywords": [], "internal_note": "", "state": "published", "version": 1, "author": "",
            "reviewer": "", "is_demo": False, "extra": {}, "revision": 1,
        },
    ),
    ("similar_question", {"pair_id": "q-1", "position": 0, "text": "高温费谁发"}),
    ("pair_citation", {"pair_id": "q-1", "position": 0, "policy_id": "p-1", "clause_path": "第一条"}),
]  # fmt: skip


def test_the_migrations_lead_to_exactly_the_tables(bare_url: str) -> None:
    engine = open_engine(bare_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


@pytest.mark.parametrize("revision", sorted(known_migrations())[:-1])
def test_content_of_every_earlier_layout_is_carried_up(bare_url: str, revision: str) -> None:
    engine = connect(bare_url)
    migrate(engine, revision)
    old = sa.MetaData()
    old.reflect(engine)
    with engine.begin() as connection:
        for table, row in OLD_ROWS:
            connection.execute(sa.insert(old.tables[table]).values(**row))
    engine.dispose()

    store = Store.open(bare_url)
    policy, pair = store.policy("p-1"), store.pair("q-1")
    assert [clause.text for clause in policy.clauses] == ["第一条 每天三十元。"]
    assert (pair.similar, pair.citations) == (("高温费谁发",), (PairCitation("p-1", "第一条"),))
    assert [text.explains for text in store.interpretations()] == [("p-1",)]
    assert store.policy_by_number("示人社规〔2026〕8号") == policy
    store.save_policy(policy)  # what is derived since then can be derived for old rows
    store.close()


def test_opening_a_second_time_changes_nothing(bare_url: str) -> None:
    open_engine(bare_url).dispose()
    engine = open_engine(bare_url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT number FROM content_revision")) == 0
    engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = '别人'", "DELETE FROM audit_entry"])
def test_an_audit_entry_can_be_neither_changed_nor_deleted(database_url: str, statement: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(
            sa.insert(METADATA.tables["audit_entry"]).values(
                at=datetime.now(UTC), actor="编辑甲", action="save", kind="pair", subject="q-1"
            )
        )
    with pytest.raises(sa.exc.DatabaseError, match="cannot be changed"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="9999"):
        open_engine(url)


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(StoreError, match=r"letter\.db"):
        open_engine(f"sqlite:///{path}")


def test_an_address_that_is_none_is_a_clear_error() -> None:
    with pytest.raises(StoreError, match="not a database address"):
        open_engine("不是地址")


def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'library.db'}")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
    engine.dispose()
