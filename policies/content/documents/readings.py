"""The table on which documents are corrected before they are saved.

The work is kept with every step, so that neither a lost line nor a restart loses any of it. A stored document has at most
one reading; whoever opens it goes on with the same.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.documents.clause_tree import Nodes, checked, nodes_of
from policies.content.documents.header import Header, header_of
from policies.content.documents.placing import placed
from policies.content.documents.reading import Put, Reading, Waiting, reading_from, work_data
from policies.content.documents.restating import bare
from policies.content.engine import writing
from policies.content.model import Policy
from policies.content.policy_versions import policy_data, policy_from
from policies.content.store import Store
from policies.content.upserting import upsert
from policies.errors import InputError, NotFound

R, K = tables.READING, tables.CORRECTED


class ReadingNotFound(NotFound):
    """No document is on the table under this identifier."""


class Readings:
    """The table."""

    def __init__(self, store: Store) -> None:
        """Keep it in `store`."""
        self._store = store
        self._engine = store.engine

    def get(self, reading_id: str) -> Reading:
        """Return a reading.

        Raises:
            ReadingNotFound: there is none, or it was saved or given up.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(R).where(R.c.id == reading_id)).mappings().first()
        if row is None:
            raise ReadingNotFound(reading_id)
        return reading_from(row)

    def waiting(self) -> list[Waiting]:
        """Return what was begun and not saved, changed last first."""
        names = ("id", "policy_id", "name", "from_file", "changed_at", "changed_by")
        title = R.c.work["header"]["title"].as_string().label("title")
        query = sa.select(*(R.c[name] for name in names), title).order_by(R.c.changed_at.desc(), R.c.id)
        with self._engine.connect() as connection:
            return [Waiting(**row) for row in connection.execute(query).mappings()]

    def correct(self, policy_id: str, actor: str) -> Reading:
        """Put a stored document onto the table, or return the reading that it has.

        Raises:
            PolicyNotFound: there is no such document.
        """
        open_one = self.of_policy(policy_id)
        if open_one is not None:
            return open_one
        policy = self._store.policy(policy_id)
        with self._engine.connect() as connection:
            kept = connection.execute(sa.select(K).where(K.c.policy_id == policy_id)).mappings().first()
        read = policy_from(kept["read"]) if kept else policy
        printed = kept["printed"] if kept else "\n".join(each.text for each in policy.clauses)
        put = Put(
            read, printed, header_of(policy), nodes_of(policy.clauses, policy), policy.source_name or "",
            stored=policy, from_file=False,
        )  # fmt: skip
        with writing(self._engine) as connection:
            reading_id = put_down(connection, put, actor)
        return self.get(reading_id)

    def of_policy(self, policy_id: str) -> Reading | None:
        """Return the reading that a stored document has; None where it has none."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(R).where(R.c.policy_id == policy_id)).mappings().first()
        return reading_from(row) if row is not None else None

    def change(
        self, reading: Reading, actor: str, *, header: Header | None = None, nodes: Nodes | None = None
    ) -> Reading:
        """Keep a step of the work.

        Args:
            reading: as it was when the step was taken.
            actor: who took it.
            header: the new one, if it is otherwise now.
            nodes: the new tree, if it is otherwise now.

        Raises:
            ReadingNotFound: it was saved or given up meanwhile.
            InputError: somebody else changed it meanwhile; nothing is changed.
        """
        changed = replace(
            reading,
            header=header or reading.header,
            nodes=checked(nodes) if nodes is not None else reading.nodes,
            edition=reading.edition + 1,
            changed_at=datetime.now(UTC),
            changed_by=actor,
        )
        values = {"work": work_data(changed), "edition": changed.edition, "changed_by": actor}
        with self._engine.begin() as connection:
            same = sa.update(R).where(R.c.id == reading.id, R.c.edition == reading.edition)
            if connection.execute(same.values(**values, changed_at=changed.changed_at)).rowcount == 0:
                by = connection.scalar(sa.select(R.c.changed_by).where(R.c.id == reading.id))
                if by is None:
                    raise ReadingNotFound(reading.id)
                raise InputError(reading.name, "reading_changed", name=by)
        return changed

    def give_up(self, reading_id: str, actor: str) -> None:
        """Take a reading off the table; the stored document stays as it is.

        Raises:
            ReadingNotFound: there is none.
        """
        reading = self.get(reading_id)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(R).where(R.c.id == reading_id))
            write_entry(connection, actor, "discard", "reading", reading_id, document=reading.header.title)


def put_down(connection: sa.Connection, put: Put, actor: str) -> str:
    """Put a document onto the table; returns its identifier.

    Of two files with the same bytes for one document the reading stays the same.

    Raises:
        InputError: another reading of the stored document is open.
    """
    stored_id = put.stored.id if put.stored else None
    where = (
        R.c.policy_id == stored_id
        if stored_id
        else sa.and_(R.c.policy_id.is_(None), R.c.checksum == put.read.checksum)
    )
    open_one = connection.execute(sa.select(R.c.id, R.c.checksum, R.c.changed_by).where(where)).first()
    if open_one is not None:
        if open_one.checksum == put.read.checksum:
            return str(open_one.id)
        raise InputError(put.name, "reading_open", name=open_one.changed_by)
    now, identifier = datetime.now(UTC), f"r-{uuid.uuid4().hex[:16]}"
    reading = Reading(
        id=identifier,
        policy_id=stored_id,
        base_version=put.stored.version if put.stored else 0,
        read=put.read,
        printed=put.printed,
        header=put.header,
        nodes=placed(put.printed, put.nodes),
        edition=1,
        from_file=put.from_file,
        name=put.name,
        begun_at=now,
        begun_by=actor,
        changed_at=now,
        changed_by=actor,
        collisions=put.collisions,
    )
    plain = (
        *("id", "policy_id", "base_version", "printed", "edition", "from_file", "name"),
        *("begun_at", "begun_by", "changed_at", "changed_by"),
    )
    connection.execute(
        sa.insert(R).values(
            **{name: getattr(reading, name) for name in plain},
            read=policy_data(put.read),
            work=work_data(reading),
            checksum=put.read.checksum,
        )
    )
    write_entry(connection, actor, "correct", "reading", identifier, document=put.header.title)
    return identifier


def note_read(connection: sa.Connection, read: Policy, saved: Policy, printed: str, actor: str) -> None:
    """Keep what a document's file says, where people say another thing now; forget it where they do not."""
    if (header_of(read), bare(read)) == (header_of(saved), bare(saved)):
        connection.execute(sa.delete(K).where(K.c.policy_id == saved.id))
        return
    row = {"policy_id": saved.id, "read": policy_data(read), "printed": printed}
    upsert(connection, K, {**row, "at": datetime.now(UTC), "actor": actor})
