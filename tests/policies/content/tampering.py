"""What somebody does who can write to the database past the program, and leaves no other trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"


@contextmanager
def tampering(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a transaction in which audit entries can be changed; the triggers are back at its end."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays"))
            yield connection
            connection.execute(sa.text("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_stays"))
            return
        kept = connection.execute(sa.text(TRIGGERS)).all()
        for name, _ in kept:
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        yield connection
        for _, statement in kept:
            connection.exec_driver_sql(statement)
