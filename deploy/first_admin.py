"""The first account: made when a service starts that has none, its password told once on the terminal."""

from __future__ import annotations

from rich.console import Console

from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.content.store import Store
from policies.errors import InputError
from policies.settings import LibrarySettings
from policies.wording import say

LOGIN = "admin"


def welcome_first_admin(console: Console, settings: LibrarySettings, page: str) -> None:
    """Make the first admin where there is no account, and show its password.

    Where the output goes to a file or a log instead of a terminal, no account is made: the line tells how.
    """
    store = Store.open(settings.resolved_database_url())
    try:
        accounts = Accounts(store)
        if not accounts.is_empty():
            return
        if not console.is_terminal:
            console.print(say("cli.run.first_admin_hint"))
            return
        account, password = accounts.create(LOGIN, say("cli.run.first_admin"), [Role.ADMIN], actor="make run")
        told = say("cli.run.first_admin_made", address=page, login=account.login, password=password)
        console.print(told, markup=False, soft_wrap=True)
    except InputError:  # another start was faster
        return
    finally:
        store.close()
