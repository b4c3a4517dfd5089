"""What one transaction of content may save, change and delete."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace

import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.documents.keeping import kept_decision
from policies.content.model import Department, Disclosure, Interpretation, Policy, QaPair, Region
from policies.content.pairs import versions
from policies.content.pairs.content import changed_fields
from policies.content.policy_versions import keep_version
from policies.content.reading import asked_with
from policies.content.transaction import Transaction
from policies.content.upserting import upsert
from policies.content.validity import told_of
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


class Writing(Transaction):
    """A transaction with a way to save each noun; it gives back what it saved."""

    def pair(self, pair: QaPair, action: str = "save", note: str = "", **detail: object) -> QaPair:
        """Save a pair as its next version, new where it has no identifier; returns it with both.

        Args:
            pair: what to save; its own version is not looked at.
            action: what is done, for the history and the audit entry.
            note: why.
            detail: more for the audit entry.
        """
        saved = self.pair_version(pair, action, note, **detail)
        upsert(self._connection, tables.PAIR, mapping.pair_row(saved, self.revision))
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

    def policy(self, policy: Policy, reason: str = "", **detail: object) -> Policy:
        """Save a document with its clauses, new where it has no identifier; returns it with one.

        `reason` is kept in the audit entry, and what more there is to tell.

        Raises:
            InputError: the document is marked 不予公开 and must not enter the library.
        """
        if policy.disclosure is Disclosure.WITHHELD:
            raise InputError(policy.source_name or policy.title, "withheld")
        saved = replace(policy, id=policy.id or new_id("p"))
        upsert(self._connection, tables.POLICY, mapping.policy_row(saved, self.revision))
        self._children(tables.CLAUSE, tables.CLAUSE.c.policy_id, saved.id, mapping.clause_rows(saved))
        declared = tables.DECLARATION
        self._unsettled |= {saved.id, *told_of(self._connection, saved.id)}
        self._children(declared, declared.c.policy_id, saved.id, mapping.declaration_rows(saved))
        told = {"reason": reason, **detail}
        self._audit("save", "policy", saved.id, {name: value for name, value in told.items() if value})
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
        for each in policies:
            self._audit("save", "policy", each.id)
        self._unsettled |= {each.id for each in policies}

    def revised(self, policy: Policy, before: Policy) -> Policy:
        """Save the next version of a document and keep the one before.

        An editor's override of its status stays, where the new version declares none itself.
        """
        keep_version(self._connection, before, self._actor)
        policy = kept_decision(policy, before)
        return self.policy(replace(policy, version=before.version + 1), "new version")

    def interpretation(self, text: Interpretation, action: str = "save", **detail: object) -> Interpretation:
        """Save an interpretation, new where it has no identifier; returns it with one.

        `action` and `detail` stand in the audit entry.
        """
        saved = replace(text, id=text.id or new_id("i"))
        upsert(self._connection, tables.INTERPRETATION, mapping.interpretation_row(saved, self.revision))
        self._children(
            tables.EXPLAINS,
            tables.EXPLAINS.c.interpretation_id,
            saved.id,
            [{"interpretation_id": saved.id, "policy_id": each} for each in dict.fromkeys(saved.explains)],
        )
        self._audit(
            action, "interpretation", saved.id, {name: value for name, value in detail.items() if value}
        )
        return saved

    def department(self, department: Department) -> Department:
        """Save a department under its name."""
        upsert(
            self._connection, tables.DEPARTMENT, {**asdict(department), "aliases": list(department.aliases)}
        )
        self._audit("save", "department", department.name)
        return department

    def department_gone(self, name: str) -> None:
        """Take a department out of the directory; what refers to it is the caller's to settle."""
        self._connection.execute(sa.delete(tables.DEPARTMENT).where(tables.DEPARTMENT.c.name == name))

    def note(self, action: str, kind: str, subject: str, **detail: object) -> None:
        """Note a deed that is more than the changes it is made of."""
        self._audit(action, kind, subject, {name: value for name, value in detail.items() if value})

    def region(self, region: Region) -> Region:
        """Save a region under its code."""
        upsert(self._connection, tables.REGION, asdict(region))
        self._audit("save", "region", region.code)
        return region

    def term(self, identifier: str, term: Term, note: str = "") -> Term:
        """Save a term of the dictionary; `note` says why."""
        saved = replace(term, author=self._actor, revision=self.revision)
        upsert(self._connection, tables.TERM, {"id": identifier, **asdict(saved), "ways": list(saved.ways)})
        told = {"note": note} if note else {}
        self._audit("retire" if saved.is_retired else "save", "term", saved.concept, told)
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

    def delete(self, kind: str, identifier: str, **detail: str) -> None:
        """Delete a "pair", "policy", "interpretation" or "term" and leave a tombstone for the indexes.

        `detail` is kept in the audit entry.
        """
        if kind == "policy":
            self._unsettled |= told_of(self._connection, identifier)
        table = TABLES[kind]
        self._connection.execute(sa.delete(table).where(table.c.id == identifier))
        stone = tables.TOMBSTONE
        upsert(self._connection, stone, {"kind": kind, "id": identifier, "revision": self.revision})
        self._audit("delete", kind, identifier, {name: value for name, value in detail.items() if value})
