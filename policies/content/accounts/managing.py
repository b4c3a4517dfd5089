"""What an admin does with other people's accounts: each step with its reason, and never so that no admin is left."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from policies.content.account_tables import ACCOUNT, SESSION
from policies.content.accounts import passwords
from policies.content.accounts.account import Account, AccountNotFound, account_of, is_login, known_person
from policies.content.accounts.lockout import clear
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.keys import Key, Role
from policies.content.reasons import known_reason
from policies.content.store import Store
from policies.errors import InputError

A = ACCOUNT


class Managing:
    """Changes accounts on behalf of an admin."""

    def __init__(self, store: Store, by: Key) -> None:
        """Change accounts of `store`; `by` is who does it."""
        self._store = store
        self._engine = store.engine
        self._by = by

    def entitle(self, login: str, roles: Iterable[Role], department: str | None, reason: str) -> Account:
        """Give an account other roles or another department; sessions end where something is taken away.

        The name stays as it is: the four-eyes rule and the audit go by it.

        Raises:
            AccountNotFound: there is none.
            InputError: the roles are the identity provider's, cannot be given, or leave no admin; it is the own account.
        """
        told = known_reason(reason)
        with writing(self._engine) as connection:
            account = self._demanded(connection, login)
            if not account.has_password:
                raise InputError("roles", "account_provided_roles")
            _, given, known = known_person(account.name, roles, department, self._store)
            if (given, known) == (account.roles, account.department):
                raise InputError("roles", "account_same_roles")
            if Role.ADMIN in account.roles - given:
                self._demand_another(connection, account)
            values = {"roles": sorted(given), "department": known}
            connection.execute(sa.update(A).where(A.c.id == account.id).values(**values))
            if account.roles - given or known != account.department:
                _end_sessions(connection, account)
            self._note(connection, "entitle", account, told, roles=sorted(given), department=known or "")
        return self._told(account)

    def reset(self, login: str, reason: str) -> str:
        """Give an account a new first password, end its sessions and its lock; returns the password, told this once.

        Raises:
            AccountNotFound: there is none.
            InputError: it signs in through the identity provider, is disabled, or is the own one.
        """
        told, password = known_reason(reason), passwords.generated()
        hashed = passwords.hashed(password)
        with writing(self._engine) as connection:
            account = self._demanded(connection, login)
            if not account.has_password:
                raise InputError(login, "account_provided")
            if not account.active:
                raise InputError(login, "account_disabled")
            connection.execute(
                sa.update(A).where(A.c.id == account.id).values(password=hashed, must_change=True)
            )
            clear(connection, account.login)
            _end_sessions(connection, account)
            self._note(connection, "reset", account, told)
        return password

    def unlock(self, login: str, reason: str) -> None:
        """Let a login that failed too often try again at once; its password stays.

        Raises:
            AccountNotFound: there is none.
        """
        told = known_reason(reason)
        with writing(self._engine) as connection:
            account = self._demanded(connection, login, own=True)
            clear(connection, account.login)
            self._note(connection, "unlock", account, told)

    def disable(self, login: str, reason: str) -> None:
        """Let an account sign in no more, and end its sessions at once.

        Raises:
            AccountNotFound: there is none.
            InputError: it is the own one, or the last admin's.
        """
        told = known_reason(reason)
        with writing(self._engine) as connection:
            account = self._demanded(connection, login)
            if Role.ADMIN in account.roles:
                self._demand_another(connection, account)
            connection.execute(sa.update(A).where(A.c.id == account.id).values(active=False))
            _end_sessions(connection, account)
            self._note(connection, "disable", account, told)

    def enable(self, login: str, reason: str) -> None:
        """Let a disabled account sign in again.

        Raises:
            AccountNotFound: there is none.
        """
        told = known_reason(reason)
        with writing(self._engine) as connection:
            account = self._demanded(connection, login)
            connection.execute(sa.update(A).where(A.c.id == account.id).values(active=True))
            self._note(connection, "enable", account, told)

    def sign_out(self, login: str, reason: str) -> int:
        """End every session of an account, and return how many there were.

        Raises:
            AccountNotFound: there is none.
        """
        told = known_reason(reason)
        with writing(self._engine) as connection:
            account = self._demanded(connection, login, own=True)
            ended = _end_sessions(connection, account)
            self._note(connection, "sign_out", account, told)
        return ended

    def _demanded(self, connection: sa.Connection, login: str, *, own: bool = False) -> Account:
        """Return an account, locked together with every admin's so that two steps at a moment see each other."""
        told = login.strip().lower()
        rows = connection.execute(
            sa.select(A)
            .where(sa.or_(A.c.login == told, is_given(Role.ADMIN)))
            .order_by(A.c.id)
            .with_for_update()
        ).mappings()
        row = next((each for each in rows.all() if each["login"] == told), None) if is_login(told) else None
        if row is None:
            raise AccountNotFound(login)
        if row["id"] == self._by.id and not own:
            raise InputError(login, "account_own")
        return account_of(row)

    def _demand_another(self, connection: sa.Connection, account: Account) -> None:
        others = sa.select(A.c.id).where(is_given(Role.ADMIN), A.c.active, A.c.id != account.id)
        if connection.scalar(others.limit(1)) is None:
            raise InputError(account.login, "account_last_admin")

    def _note(
        self, connection: sa.Connection, action: str, account: Account, reason: str, **more: object
    ) -> None:
        detail = {name: value for name, value in more.items() if value}
        write_entry(connection, self._by.name, action, "account", account.login, reason=reason, **detail)

    def _told(self, account: Account) -> Account:
        with self._engine.connect() as connection:
            return account_of(connection.execute(sa.select(A).where(A.c.id == account.id)).mappings().one())


def is_given(role: Role) -> sa.ColumnElement[bool]:
    """Return the condition that an account has a role."""
    return sa.cast(A.c.roles, sa.Text).like(f'%"{role.value}"%')


def _end_sessions(connection: sa.Connection, account: Account) -> int:
    return connection.execute(sa.delete(SESSION).where(SESSION.c.account_id == account.id)).rowcount
