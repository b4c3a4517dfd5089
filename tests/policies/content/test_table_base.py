"""Moments keep what they mean in every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content.table_base import Moment
from tests.conftest import missing
from tests.databases import POSTGRES

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 27, 12, tzinfo=CHINA)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> sa.Engine:
    if request.param == "sqlite":
        return sa.create_engine(f"sqlite:///{tmp_path / 'moments.db'}")
    made = sa.create_engine(POSTGRES)
    try:
        made.connect().close()
    except sa.exc.OperationalError as error:
        missing("PostgreSQL", str(error).splitlines()[0])
    return made


def test_a_moment_of_another_zone_is_read_as_the_same_moment_in_utc(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    table = sa.Table("moments", metadata, sa.Column("at", Moment()), prefixes=["TEMPORARY"])
    with engine.connect() as connection:
        table.create(connection)
        connection.execute(sa.insert(table), [{"at": NOON}, {"at": None}])
        read = list(connection.scalars(sa.select(table.c.at).order_by(table.c.at.is_(None))))
        found = connection.scalar(
            sa.select(sa.func.count()).where(table.c.at == NOON.astimezone(UTC)).select_from(table)
        )
    assert read == [NOON, None]
    assert read[0].utcoffset() == timedelta(0)
    assert found == 1
