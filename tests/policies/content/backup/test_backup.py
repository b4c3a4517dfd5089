from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.backup.archive import Manifest, member, new_archive, write_manifest
from policies.content.backup.restoring import restore_backup
from policies.content.backup.saving import digests, save_backup
from policies.content.backup.values import line_of
from policies.content.engine import connect, migrate
from policies.content.store import Store
from policies.errors import InputError, StoreError, UnreadableFile
from tests.policies.content.samples import fill


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    fill(opened)
    yield opened
    opened.close()


def everything(store: Store) -> dict[str, tuple[int, str]]:
    with store.engine.connect() as connection:
        return digests(connection, tables.METADATA.sorted_tables)


def test_a_restored_store_equals_the_saved_one_row_by_row(
    store: Store, bare_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "备份.zip"
    manifest = save_backup(store.engine, file)
    told: list[tuple[int, int]] = []
    restore_backup(bare_url, file, lambda done, total: told.append((done, total)))
    restored = Store.open(bare_url)
    assert everything(restored) == everything(store) == manifest.tables
    assert list(restored.pairs()) == list(store.pairs())
    assert list(restored.policies()) == list(store.policies())
    assert told[-1] == (sum(count for count, _ in manifest.tables.values()),) * 2
    restored.close()


def test_life_goes_on_in_a_restored_store(store: Store, bare_url: str, tmp_path: Path) -> None:
    save_backup(store.engine, tmp_path / "备份.zip")
    restore_backup(bare_url, tmp_path / "备份.zip")
    restored = Store.open(bare_url)
    before = restored.revision()
    changed = restored.save_pair(replace(restored.pair("q-1"), summary="由用人单位按月发放。"), "编辑乙")
    assert restored.pair("q-1") == changed
    assert restored.revision() == before + 1
    assert restored.store_id() == store.store_id()
    restored.close()


def test_a_backup_made_while_somebody_writes_shows_one_state(store: Store, tmp_path: Path) -> None:
    class Meddling:
        written = False

        def __call__(self, done: int, total: int) -> None:
            if not self.written:
                self.written = True
                store.save_pair(replace(store.pair("q-0"), id="q-later", external_id="later"))

    manifest = save_backup(store.engine, tmp_path / "备份.zip", Meddling())
    assert manifest.tables["qa_pair"][0] == 3
    assert manifest.tables["similar_question"][0] == 6
    assert len(list(store.pairs())) == 4


def test_a_place_with_content_is_refused_and_left_alone(
    store: Store, tmp_path: Path, database_url: str
) -> None:
    save_backup(store.engine, tmp_path / "备份.zip")
    before = everything(store)
    with pytest.raises(InputError, match="restore_not_empty"):
        restore_backup(database_url, tmp_path / "备份.zip")
    assert everything(store) == before


def tampered(source: Path, target: Path, name: str, change: tuple[bytes, bytes]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            body = old.read(item)
            new.writestr(item, body.replace(*change) if item == name else body)


def test_a_row_that_was_changed_in_the_file_is_found_and_nothing_is_kept(
    store: Store, bare_url: str, tmp_path: Path
) -> None:
    save_backup(store.engine, tmp_path / "备份.zip")
    tampered(
        tmp_path / "备份.zip",
        tmp_path / "改过.zip",
        "tables/qa_pair.jsonl",
        ("由单位发放".encode(), "由个人申请".encode()),
    )
    with pytest.raises(StoreError, match="qa_pair"):
        restore_backup(bare_url, tmp_path / "改过.zip")
    restored = Store.open(bare_url)
    assert list(restored.pairs()) == []
    restored.close()
    restore_backup(bare_url, tmp_path / "备份.zip")  # the place is still empty enough for the right one


@pytest.mark.parametrize(("content", "reason"), [(b"not a zip", "not_a_backup"), (None, "missing_file")])
def test_what_is_no_backup_is_named(tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = tmp_path / "别的.zip"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableFile) as found:
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", file)
    assert found.value.reason == reason


def test_a_backup_of_a_newer_program_is_refused(store: Store, tmp_path: Path) -> None:
    save_backup(store.engine, tmp_path / "备份.zip")
    newest = sorted(each.name for each in Path("policies/content/migrations/versions").glob("0*.py"))[-1][:4]
    change = (f'"migration": "{newest}"'.encode(), b'"migration": "9999"')
    tampered(tmp_path / "备份.zip", tmp_path / "新版.zip", "manifest.json", change)
    with pytest.raises(UnreadableFile, match="backup_too_new"):
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "新版.zip")


def test_a_backup_of_an_older_layout_is_restored_and_brought_up(bare_url: str, tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(engine, "0001")
    old = sa.MetaData()
    old.reflect(engine)
    with engine.begin() as connection:
        connection.execute(
            sa.insert(old.tables["policy"]).values(
                id="p-1",
                title="示范市旧办法",
                disclosure="主动公开",
                cites=[],
                checksum="",
                is_demo=False,
                extra={},
                revision=1,
            )
        )
        found = {
            name: (count, text) for name, (count, text) in digests(connection, old.sorted_tables).items()
        }
    found.pop("alembic_version")
    write_old_backup(tmp_path / "旧版.zip", engine, old, found)
    restore_backup(bare_url, tmp_path / "旧版.zip")
    restored = Store.open(bare_url)
    assert restored.policy("p-1").title == "示范市旧办法"
    restored.close()


def write_old_backup(
    file: Path, engine: sa.Engine, layout: sa.MetaData, found: dict[str, tuple[int, str]]
) -> None:
    """Write a backup as a program of that layout would have."""
    tables_in_order = [table for table in layout.sorted_tables if table.name in found]
    with new_archive(file) as archive, engine.connect() as connection:
        for table in tables_in_order:
            rows = connection.execute(sa.select(table)).mappings()
            archive.writestr(member(table.name), "".join(f"{line_of(dict(row))}\n" for row in rows))
        manifest = Manifest(
            "2026-01-01T00:00:00+00:00", "0001", {table.name: found[table.name] for table in tables_in_order}
        )
        write_manifest(archive, manifest)


def test_a_backup_appears_only_when_it_is_complete(store: Store, tmp_path: Path) -> None:
    def fails(done: int, total: int) -> None:
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError):
        save_backup(store.engine, tmp_path / "备份.zip", fails)
    assert list(tmp_path.glob("*备份*")) == []
