"""`yihaoda key`: making, rotating and revoking from the command line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.cli.keys import lasting
from policies.content import tables
from policies.content.keys import KeyRing, Role, Scope
from policies.content.store import Store
from policies.errors import InputError
from tests.databases import laid_out
from tests.policies.cli.test_commands import run

SECRET = re.compile(r"yhd_[\w-]+")


def test_a_key_is_made_for_some_addresses_and_rotated_with_an_overlap(tmp_path: Path) -> None:
    url = laid_out(tmp_path / "library.db")
    made = run("key", "create", "热线", "--role", "hotline", "--scope", "calls", "--database", url)
    (old,) = SECRET.findall(made.output)
    (key_id,) = re.findall(r"k-[0-9a-f]+", made.output)
    turned = run("key", "rotate", key_id, "--overlap", "90m", "--database", url)
    assert turned.exit_code == 0, turned.output
    (new,) = SECRET.findall(turned.output)
    store = Store.open(url)
    opened = [KeyRing(store).opened_by(each) for each in (old, new)]
    assert [each and each.id for each in opened] == [key_id, key_id]
    assert opened[0] is not None
    assert opened[0].scopes == frozenset({Scope.CALLS})
    store.close()


def test_the_days_of_a_key_are_those_in_china(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'library.db'}")
    KeyRing(store).make("热线", [Role.HOTLINE])
    with store.engine.begin() as connection:
        evening = datetime(2026, 11, 26, 20, tzinfo=UTC)
        connection.execute(sa.update(tables.API_KEY).values(used_at=evening))
    store.close()
    assert "2026-11-27" in run("key", "list", "--database", f"sqlite:///{tmp_path / 'library.db'}").output


def test_what_is_no_key_or_no_time_is_told_in_words(tmp_path: Path) -> None:
    url = laid_out(tmp_path / "library.db")
    unknown = run("key", "rotate", "k-none", "--database", url)
    assert (unknown.exit_code, "没有编号为 k-none 的密钥" in unknown.output) == (2, True)
    endless = run("key", "rotate", "k-none", "--overlap", "long", "--database", url)
    assert (endless.exit_code, "数字加单位" in endless.output) == (2, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("90m", timedelta(minutes=90)), ("24h", timedelta(days=1)), (" 7d ", timedelta(days=7))],
)
def test_a_time_is_read(text: str, expected: timedelta) -> None:
    assert lasting(text) == expected


@pytest.mark.parametrize("text", ["", "24", "h", "-1h", "1.5h", "999999d"])
def test_what_tells_no_time_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        lasting(text)
