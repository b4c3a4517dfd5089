"""The accounts of a store: making, changing and signing in. Every deed of an admin is in the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content.account_tables import ACCOUNT, SESSION
from policies.content.accounts import passwords
from policies.content.accounts.account import (
    Account,
    AccountNotFound,
    account_of,
    is_login,
    known_login,
    known_person,
)
from policies.content.accounts.lockout import Lockout
from policies.content.audit import write_entry
from policies.content.keys import Role
from policies.content.store import Store
from policies.content.writing import new_id
from policies.errors import InputError

A = ACCOUNT
LONGEST_SUBJECT = 255


class Accounts:
    """Who may sign in."""

    def __init__(self, store: Store) -> None:
        """Keep the accounts in `store`."""
        self._store = store
        self._engine = store.engine
        self._lockout = Lockout(store.engine)

    def create(
        self,
        login: str,
        name: str,
        roles: Iterable[Role],
        department: str | None = None,
        *,
        subject: str | None = None,
        actor: str = "system",
    ) -> tuple[Account, str | None]:
        """Make an account and return it with its first password, which is told this once.

        Args:
            login: what is typed to sign in.
            name: the person; no two accounts have the same.
            roles: at least one.
            department: whose liaison it is, by a name of the directory.
            subject: whom the identity provider means; such an account has no password of its own.
            actor: who makes it.

        Raises:
            InputError: something of it cannot be, or login or name are taken.
        """
        told, given, known = known_person(name, roles, department, self._store)
        password = None if subject else passwords.generated()
        values = {
            "id": new_id("a"),
            "login": known_login(login),
            "name": told,
            "roles": sorted(given),
            "department": known,
            "password": passwords.hashed(password) if password else None,
            "must_change": password is not None,
            "active": True,
            "subject": subject,
            "created_at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(A).values(**values))
                write_entry(connection, actor, "create", "account", str(values["login"]))
        except sa.exc.IntegrityError as error:
            raise InputError(login, "account_taken") from error
        return self.of(str(values["login"])), password

    def every(self) -> list[Account]:
        """Return all accounts by login."""
        with self._engine.connect() as connection:
            return [
                account_of(row) for row in connection.execute(sa.select(A).order_by(A.c.login)).mappings()
            ]

    def is_empty(self) -> bool:
        """Tell whether there is no account at all."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(A.c.id).limit(1)) is None

    def of(self, login: str) -> Account:
        """Return an account by what is typed to sign in.

        Raises:
            AccountNotFound: there is none.
        """
        told = login.strip().lower()
        row = self._row(A.c.login == told) if is_login(told) else None
        if row is None:
            raise AccountNotFound(login)
        return account_of(row)

    def reset(self, login: str, actor: str = "system") -> str:
        """Give an account a new first password, end its sessions and its lock; returns the password.

        Raises:
            AccountNotFound: there is none.
            InputError: it signs in through the identity provider, and a password would be a way around that.
        """
        account = self.of(login)
        if not account.has_password:
            raise InputError(login, "account_provided")
        password = passwords.generated()
        self._change(
            account, actor, "reset", password=passwords.hashed(password), must_change=True, active=True
        )
        self._lockout.forget(account.login)
        return password

    def disable(self, login: str, actor: str = "system") -> None:
        """Let an account sign in no more, and end its sessions at once.

        Raises:
            AccountNotFound: there is none.
        """
        self._change(self.of(login), actor, "disable", active=False)

    def enable(self, login: str, actor: str = "system") -> None:
        """Let a disabled account sign in again, with the password it had or by the identity provider.

        Raises:
            AccountNotFound: there is none.
        """
        self._change(self.of(login), actor, "enable", active=True)

    def sign_in(self, login: str, password: str, device: str | None = None) -> Account | None:
        """Return the account that a password opens; None where it is wrong, unknown or disabled alike.

        Args:
            login: what was typed as the name.
            password: what was typed.
            device: on which this name has signed in before, as the caller vouches: see `Lockout.attempt`.

        Raises:
            TooManyFailures: the name failed too often, whether it exists or not.
        """
        self._lockout.attempt(login, device)
        told = login.strip().lower()
        row = self._row(A.c.login == told) if is_login(told) else None
        is_right = passwords.matches(row["password"] if row is not None else None, password)
        if row is None or not is_right or not row["active"]:
            return None
        self._lockout.forget(login, device)
        outdated = passwords.is_outdated(row["password"])
        self._signed_in(row["id"], **({"password": passwords.hashed(password)} if outdated else {}))
        return account_of(row)

    def provided(
        self, subject: str, name: str, roles: Iterable[Role], department: str | None
    ) -> Account | None:
        """Return the account of somebody whom the identity provider vouches for, made at the first time.

        Name, roles and department are the provider's each time. None where the account was disabled here.

        Raises:
            InputError: the provider names no role that we know, or somebody else has this name already.
        """
        told, given, known = known_person(name, roles, department, self._store)
        if len(subject) > LONGEST_SUBJECT:
            raise InputError("subject", "account_login")
        row = self._row(A.c.subject == subject)
        if row is None:
            account, _ = self.create(new_id("oidc"), told, given, known, subject=subject)
        else:
            account = account_of(row)
        if not account.active:
            return None
        self._signed_in(account.id, name=told, roles=sorted(given), department=known)
        return self.of(account.login)

    def change_password(self, login: str, old: str, new: str, device: str | None = None) -> bool:
        """Replace a password by its owner's own and end every session; False where the old one is wrong.

        Args:
            login: whose.
            old: what it was.
            new: what it is to be.
            device: see `sign_in`.

        Raises:
            InputError: the new one cannot be used, or is the old one.
            TooManyFailures: the old one was wrong too often.
        """
        account = self.of(login)
        passwords.accepted(new, account.login)
        if self.sign_in(login, old, device) is None:
            return False
        if old == new:
            raise InputError("password", "password_same")
        self._change(account, account.name, "password", password=passwords.hashed(new), must_change=False)
        return True

    def _change(self, account: Account, actor: str, action: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.update(A).where(A.c.id == account.id).values(**values))
            connection.execute(sa.delete(SESSION).where(SESSION.c.account_id == account.id))
            write_entry(connection, actor, action, "account", account.login)

    def _signed_in(self, account_id: str, **values: object) -> None:
        try:
            with self._engine.begin() as connection:
                now = datetime.now(UTC)
                connection.execute(
                    sa.update(A).where(A.c.id == account_id).values(signed_in_at=now, **values)
                )
        except sa.exc.IntegrityError as error:
            raise InputError("name", "account_taken") from error

    def _row(self, where: sa.ColumnElement[bool]) -> sa.RowMapping | None:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(A).where(where)).mappings().first()
