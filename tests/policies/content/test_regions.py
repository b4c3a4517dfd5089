from __future__ import annotations

from pathlib import Path

import pytest

from policies.content.model import Region
from policies.content.regions import import_regions
from policies.content.store import Store
from policies.errors import BadRow


@pytest.fixture
def store(database_url: str) -> Store:
    return Store.open(database_url)


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "区划.csv"
    path.write_text("\n".join(["code,name,level,parent,full_name", *lines]), encoding="utf-8")
    return path


def test_a_table_of_regions_comes_in_with_full_names_and_parents(store: Store, tmp_path: Path) -> None:
    path = table(tmp_path, "990100,示范市,city,,", "990102,云川区,county,990100,示范市云川区")
    assert import_regions(store, path) == 2
    assert store.regions() == [
        Region("990100", "示范市", None, "city"),
        Region("990102", "示范市云川区", "990100", "county"),
    ]


def test_a_second_import_renames_and_keeps_what_is_not_in_the_file(store: Store, tmp_path: Path) -> None:
    import_regions(store, table(tmp_path, "990100,示范市,city,,", "990102,云川县,county,990100,示范市云川县"))
    import_regions(store, table(tmp_path, "990102,云川区,county,示范市,示范市云川区"))
    assert [region.name for region in store.regions()] == ["示范市", "示范市云川区"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("990102,,county,990100,", "region_field_missing"),
        ("990102,云川区,乡,990100,", "region_level"),
        ("990100,又一个市,city,,", "region_twice"),
        ("990102,云川区,county,880000,", "region_without_parent"),
    ],
)
def test_a_row_at_fault_is_named_and_nothing_is_written(
    store: Store, tmp_path: Path, line: str, reason: str
) -> None:
    with pytest.raises(BadRow) as found:
        import_regions(store, table(tmp_path, "990100,示范市,city,,", line))
    assert (found.value.reason, found.value.row) == (reason, 3)
    assert store.regions() == []


def test_the_national_list_comes_in_whole(store: Store, shared_data: Path) -> None:
    assert import_regions(store, shared_data / "admin_divisions.jsonl") == 3433
    assert len(store.regions()) == 3433
