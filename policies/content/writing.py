"""One transaction of content: all of it becomes visible as one new revision, or none of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.model import Department, Disclosure, Interpretation, Policy, QaPair, Region
from policies.content.pairs import versions
from policies.content.pairs.content import changed_fields
from policies.content.policy_versions import keep_version
from policies.content.reading import asked_with
from policies.content.validity import settle, told_of
from policies.errors import InputError
from policies.language.term import Term

TABLES = {
    "pair": tables.PAIR,
    "policy": tables.POLICY,
    "interpretation": tables.INTERPRETATION,
    "term": tables.TERM,
}

# So many identifiers go into one statement.
MANY = 500


def new_id(prefix: str) -> str:
    """Return a new opaque identifier such as "q-3f9a…"."""
    return f"{prefix}-{uuid.uuid4().hex[:16]}"


class Writing:
    """A context manager; leaving it normally commits, leaving it by an exception undoes everything."""

    def __init__(self, engine: sa.Engine, actor: str) -> None:
        self._engine = engine
        self._actor = actor
        self._unsettled: set[str] = set()
        self.revision = 0

    def __enter__(self) -> Writing:
        self._connection = self._engine.connect()
        self._transaction = self._connection.begin()
        # The first statement takes the write lock, so that revisions are committed in their order.
        revision = tables.REVISION
        self._connection.execute(sa.update(revision).values(number=revision.c.number + 1))
        self.revision = int(self._connection.scalar(sa.select(revision.c.number)) or 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                settle(self._connection, self._unsettled, self.revision)
                self._transaction.commit()
            else:
                self._transaction.rollback()
        finally:
            self._connection.close()

    @property
    def connection(self) -> sa.Connection:
        """The transaction, for reading what must not change before it ends."""
        return self._connection

    def pair(self, pair: QaPair, action: str = "save", note: str = "", **detail: object) -> QaPair:
        """Save a pair as its next version, new where it has no identifier; returns it with both.

        Args:
            pair: what to save; its own version is not looked at.
            action: what is done, for the history and the audit entry.
            note: why.
            detail: more for the audit entry.
        """
        saved = self.pair_version(pair, action, note, **detail)
        self._put(tables.PAIR, mapping.pair_row(saved, self.revision))
        self._children(
            tables.SIMILAR,
            tables.SIMILAR.c.pair_id,
            saved.id,
            [
                {"pair_id": saved.id, "position": position, "text": text}
                for position, text in enumerate(saved.similar)
            ],
        )
        self._children(
            tables.PAIR_CITATION,
            tables.PAIR_CITATION.c.pair_id,
            saved.id,
            [
                {
                    "pair_id": saved.id,
                    "position": position,
                    "policy_id": cited.policy_id,
                    "clause_path": cited.clause_path,
                }
                for position, cited in enumerate(saved.citations)
            ],
        )
        return saved

    def pair_version(self, pair: QaPair, action: str, note: str = "", **detail: object) -> QaPair:
        """Keep a version of a pair in its history and leave the pair itself as it answers; see `pair`."""
        before = versions.newest(self._connection, pair.id) if pair.id else None
        if before is not None and not versions.has_history(self._connection, pair.id):
            versions.record(self._connection, before, before.author, "found")
        saved = replace(pair, id=pair.id or new_id("q"), version=before.version + 1 if before else 1)
        versions.record(self._connection, saved, self._actor, action, note)
        told = {"version": saved.version, "fields": changed_fields(before, saved), "note": note, **detail}
        self._audit(action, "pair", saved.id, {name: value for name, value in told.items() if value})
        return saved

    def policy(self, policy: Policy, reason: str = "") -> Policy:
        """Save a document with its clauses, new where it has no identifier; returns it with one.

        `reason` is kept in the audit entry.

        Raises:
            InputError: the document is marked 不予公开 and must not enter the library.
        """
        if policy.disclosure is Disclosure.WITHHELD:
            raise InputError(policy.source_name or policy.title, "withheld")
        saved = replace(policy, id=policy.id or new_id("p"))
        self._put(tables.POLICY, mapping.policy_row(saved, self.revision))
        self._children(tables.CLAUSE, tables.CLAUSE.c.policy_id, saved.id, mapping.clause_rows(saved))
        declared = tables.DECLARATION
        self._unsettled |= {saved.id, *told_of(self._connection, saved.id)}
        self._children(declared, declared.c.policy_id, saved.id, mapping.declaration_rows(saved))
        self._audit("save", "policy", saved.id, {"reason": reason} if reason else {})
        return saved

    def new_policies(self, policies: Sequence[Policy]) -> None:
        """Save many documents that are in no library yet and have their identifiers; few statements for all.

        Raises:
            InputError: one is marked 不予公开; nothing of any is written.
        """
        for policy in policies:
            if policy.disclosure is Disclosure.WITHHELD:
                raise InputError(policy.source_name or policy.title, "withheld")
        self._many(tables.POLICY, [mapping.policy_row(each, self.revision) for each in policies])
        self._many(tables.CLAUSE, [row for each in policies for row in mapping.clause_rows(each)])
        self._many(tables.DECLARATION, [row for each in policies for row in mapping.declaration_rows(each)])
        self._many(tables.AUDIT, [self._entry("save", "policy", each.id) for each in policies])
        self._unsettled |= {each.id for each in policies}

    def revised(self, policy: Policy, before: Policy) -> Policy:
        """Save the next version of a document and keep the one before.

        An editor's override of its status stays, where the new version declares none itself.
        """
        keep_version(self._connection, before, self._actor)
        if before.status_reason and policy.status_override is None:
            override, since = before.status_override, before.status_since
            policy = replace(
                policy, status_override=override, status_reason=before.status_reason, status_since=since
            )
        return self.policy(replace(policy, version=before.version + 1), "new version")

    def interpretation(self, text: Interpretation) -> Interpretation:
        """Save an interpretation, new where it has no identifier; returns it with one."""
        saved = replace(text, id=text.id or new_id("i"))
        self._put(tables.INTERPRETATION, mapping.interpretation_row(saved, self.revision))
        self._children(
            tables.EXPLAINS,
            tables.EXPLAINS.c.interpretation_id,
            saved.id,
            [{"interpretation_id": saved.id, "policy_id": each} for each in dict.fromkeys(saved.explains)],
        )
        self._audit("save", "interpretation", saved.id)
        return saved

    def department(self, department: Department) -> Department:
        """Save a department under its name."""
        self._put(tables.DEPARTMENT, {**asdict(department), "aliases": list(department.aliases)}, key="name")
        self._audit("save", "department", department.name)
        return department

    def region(self, region: Region) -> Region:
        """Save a region under its code."""
        self._put(tables.REGION, asdict(region), key="code")
        self._audit("save", "region", region.code)
        return region

    def term(self, identifier: str, term: Term) -> Term:
        """Save a term of the dictionary."""
        saved = replace(term, author=self._actor, revision=self.revision)
        self._put(tables.TERM, {"id": identifier, **asdict(saved), "ways": list(saved.ways)})
        self._audit("retire" if saved.is_retired else "save", "term", saved.concept)
        return saved

    def cut_anew(self, words: Collection[str] | None) -> None:
        """Give the pairs whose questions hold one of `words` (None: all) this revision, for the indexes."""
        marking = sa.update(tables.PAIR).values(revision=self.revision)
        if words is not None:
            marking = marking.where(asked_with(words))
        self._connection.execute(marking)

    def regions(self, regions: Iterable[Region]) -> None:
        """Save many regions under their codes, with one audit entry for all."""
        rows = [asdict(region) for region in regions]
        codes = [row["code"] for row in rows]
        for start in range(0, len(codes), MANY):
            batch = tables.REGION.c.code.in_(codes[start : start + MANY])
            self._connection.execute(sa.delete(tables.REGION).where(batch))
        if rows:
            self._connection.execute(sa.insert(tables.REGION), rows)
        self._audit("save", "region", f"{len(rows)} regions")

    def delete(self, kind: str, identifier: str) -> None:
        """Delete a "pair", "policy", "interpretation" or "term" and leave a tombstone for the indexes."""
        if kind == "policy":
            self._unsettled |= told_of(self._connection, identifier)
        table = TABLES[kind]
        self._connection.execute(sa.delete(table).where(table.c.id == identifier))
        stone = tables.TOMBSTONE
        self._connection.execute(sa.delete(stone).where(stone.c.kind == kind, stone.c.id == identifier))
        self._connection.execute(sa.insert(stone).values(kind=kind, id=identifier, revision=self.revision))
        self._audit("delete", kind, identifier)

    def _put(self, table: sa.Table, row: dict[str, Any], key: str = "id") -> None:
        values = {name: value for name, value in row.items() if name != key}
        changed = self._connection.execute(sa.update(table).where(table.c[key] == row[key]).values(**values))
        if changed.rowcount == 0:
            self._connection.execute(sa.insert(table).values(**row))

    def _children(
        self, table: sa.Table, parent: sa.Column[Any], identifier: str, rows: Sequence[dict[str, Any]]
    ) -> None:
        self._connection.execute(sa.delete(table).where(parent == identifier))
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def _many(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def _audit(self, action: str, kind: str, subject: str, detail: dict[str, Any] | None = None) -> None:
        self._many(tables.AUDIT, [self._entry(action, kind, subject, detail)])

    def _entry(
        self, action: str, kind: str, subject: str, detail: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {
            "at": datetime.now(UTC),
            "actor": self._actor,
            "action": action,
            "kind": kind,
            "subject": subject,
            "detail": detail or {},
        }
