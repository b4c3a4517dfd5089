"""The relational store: the one truth about content. Indexes follow it by revision number."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from policies.content import tables
from policies.content.changes import Changes, changes_since
from policies.content.engine import open_engine
from policies.content.model import Department, Interpretation, PairState, Policy, QaPair, Region
from policies.content.reading import interpretations_where, newest, pairs_where, policies_where
from policies.content.writing import Writing
from policies.errors import InterpretationNotFound, PairNotFound, PolicyNotFound

_REVISION = str(sa.select(tables.REVISION.c.number))


class Store:
    """Reading content. Every writing goes through `writing()`, all or nothing."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._store_id: str | None = None

    @classmethod
    def open(cls, database_url: str) -> Store:
        """Return a store on a database migrated to the newest revision.

        Raises:
            StoreError: the database cannot be opened.
        """
        return cls(open_engine(database_url))

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def writing(self, actor: str = "system") -> Writing:
        """Return a context manager for one transaction that makes one new revision.

        Args:
            actor: who is written into the audit entries.
        """
        return Writing(self.engine, actor)

    def save_pair(self, pair: QaPair, actor: str = "system") -> QaPair:
        """Save one pair in a transaction of its own; returns it with its identifier."""
        with self.writing(actor) as write:
            return write.pair(pair)

    def save_policy(self, policy: Policy, actor: str = "system") -> Policy:
        """Save one document in a transaction of its own; returns it with its identifier."""
        with self.writing(actor) as write:
            return write.policy(policy)

    def save_interpretation(self, text: Interpretation, actor: str = "system") -> Interpretation:
        """Save one interpretation in a transaction of its own; returns it with its identifier."""
        with self.writing(actor) as write:
            return write.interpretation(text)

    def save_department(self, department: Department, actor: str = "system") -> Department:
        """Save one department in a transaction of its own."""
        with self.writing(actor) as write:
            return write.department(department)

    def save_region(self, region: Region, actor: str = "system") -> Region:
        """Save one region in a transaction of its own."""
        with self.writing(actor) as write:
            return write.region(region)

    # -- revisions ---------------------------------------------------------------------------

    def revision(self) -> int:
        """Return the number of the last committed change of content; 0 for an empty store."""
        # Asked before every question, so without all that a statement and a transaction take.
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(_REVISION)
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        finally:
            connection.close()

    def store_id(self) -> str:
        """Return what tells this store from every other; it stays the same for the store's whole life."""
        if self._store_id is None:
            with self.engine.connect() as connection:
                self._store_id = str(connection.scalar(sa.select(tables.REVISION.c.store_id)))
        return self._store_id

    def changes_since(self, revision: int) -> Changes:
        """Return everything that changed after `revision`, read in one snapshot."""
        return changes_since(self.engine, revision)

    # -- Q&A pairs ---------------------------------------------------------------------------

    def pairs(self, *, published_only: bool = True) -> Iterator[QaPair]:
        """Give the pairs in order of their identifiers."""
        where = tables.PAIR.c.state == PairState.PUBLISHED.value if published_only else sa.true()
        with self.engine.connect() as connection:
            yield from pairs_where(connection, where)

    def pair(self, qa_id: str) -> QaPair:
        """Return one pair in whatever state.

        Raises:
            PairNotFound: no pair has this identifier.
        """
        with self.engine.connect() as connection:
            for pair in pairs_where(connection, tables.PAIR.c.id == qa_id):
                return pair
        raise PairNotFound(qa_id)

    def changed_pairs(self, revision: int) -> frozenset[str]:
        """Return the identifiers of the pairs that were changed or deleted after a revision."""
        stone = tables.TOMBSTONE.c
        changed = sa.select(tables.PAIR.c.id).where(tables.PAIR.c.revision > revision)
        gone = sa.select(stone.id).where(stone.kind == "pair", stone.revision > revision)
        with self.engine.connect() as connection:
            return frozenset(connection.scalars(changed.union(gone)))

    def pair_ids_by_external_id(self) -> dict[str, str]:
        """Return the identifiers of all pairs that came with an identifier of their own."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(tables.PAIR.c.external_id, tables.PAIR.c.id).where(
                    tables.PAIR.c.external_id.is_not(None)
                )
            )
            return {str(external): identifier for external, identifier in rows.all()}

    # -- documents ---------------------------------------------------------------------------

    def policies(self) -> Iterator[Policy]:
        """Give the documents in order of their identifiers."""
        with self.engine.connect() as connection:
            yield from policies_where(connection, sa.true())

    def policy(self, policy_id: str) -> Policy:
        """Return one document, whatever its status and disclosure.

        Raises:
            PolicyNotFound: no document has this identifier.
        """
        return self._policy_where(tables.POLICY.c.id == policy_id, policy_id)

    def missing_policies(self, identifiers: set[str]) -> set[str]:
        """Return those of some identifiers that name no document."""
        with self.engine.connect() as connection:
            query = sa.select(tables.POLICY.c.id).where(tables.POLICY.c.id.in_(identifiers))
            return identifiers - set(connection.scalars(query))

    def policy_by_number(self, doc_number: str) -> Policy | None:
        """Return the document with this 文号 (in canonical form), the newest where several have it."""
        try:
            return self._policy_where(tables.POLICY.c.doc_number == doc_number, doc_number)
        except PolicyNotFound:
            return None

    def predecessors(self, policy: Policy) -> list[Policy]:
        """Return the documents whose place one takes, as derived or as declared, the newest first."""
        names = [name for name in (policy.id, policy.doc_number) if name]
        column = tables.POLICY.c
        with self.engine.connect() as connection:
            where = sa.or_(column.superseded_by_id == policy.id, column.superseded_by.in_(names))
            return sorted(policies_where(connection, where), key=newest, reverse=True)

    def _policy_where(self, where: sa.ColumnElement[bool], name: str) -> Policy:
        with self.engine.connect() as connection:
            found = list(policies_where(connection, where))
        if not found:
            raise PolicyNotFound(name)
        return max(found, key=newest)

    # -- interpretations ---------------------------------------------------------------------

    def interpretations(self) -> Iterator[Interpretation]:
        """Give the interpretations in order of their identifiers."""
        with self.engine.connect() as connection:
            yield from interpretations_where(connection, sa.true())

    def interpretation(self, interpretation_id: str) -> Interpretation:
        """Return one interpretation.

        Raises:
            InterpretationNotFound: no interpretation has this identifier.
        """
        with self.engine.connect() as connection:
            for text in interpretations_where(connection, tables.INTERPRETATION.c.id == interpretation_id):
                return text
        raise InterpretationNotFound(interpretation_id)

    def interpretations_of(self, policy_id: str) -> list[Interpretation]:
        """Return the interpretations that explain a document."""
        explaining = sa.select(tables.EXPLAINS.c.interpretation_id).where(
            tables.EXPLAINS.c.policy_id == policy_id
        )
        with self.engine.connect() as connection:
            return list(interpretations_where(connection, tables.INTERPRETATION.c.id.in_(explaining)))

    # -- directory ---------------------------------------------------------------------------

    def departments(self) -> list[Department]:
        """Return the directory of departments."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(tables.DEPARTMENT).order_by(tables.DEPARTMENT.c.name))
            return [Department(**{**row, "aliases": tuple(row["aliases"])}) for row in rows.mappings()]

    def department(self, name_or_alias: str) -> Department | None:
        """Return a department by its name or one of its aliases."""
        directory = self.departments()
        for department in directory:
            if department.name == name_or_alias:
                return department
        return next((each for each in directory if name_or_alias in each.aliases), None)

    def regions(self) -> list[Region]:
        """Return the regions in order of their codes."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(tables.REGION).order_by(tables.REGION.c.code))
            return [Region(**row) for row in rows.mappings()]

    def counts(self) -> dict[str, int]:
        """Return how much of each kind is there; pairs count when published."""
        published = tables.PAIR.c.state == PairState.PUBLISHED.value
        with self.engine.connect() as connection:

            def count(table: sa.Table, where: sa.ColumnElement[bool] | None = None) -> int:
                query = sa.select(sa.func.count()).select_from(table)
                return int(connection.scalar(query if where is None else query.where(where)) or 0)

            return {
                "pairs": count(tables.PAIR, published),
                "policies": count(tables.POLICY),
                "interpretations": count(tables.INTERPRETATION),
            }
