"""Accounts of staff, for admins: who may sign in, as what; every step with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Auditor
from api.security.text import Legible
from policies.content.accounts.account import Account
from policies.content.accounts.listing import Standing, WantedAccounts, list_accounts
from policies.content.accounts.managing import Managing
from policies.content.keys import LONGEST_NAME, Role
from policies.content.reasons import LONGEST_REASON

router = APIRouter(prefix="/api/v1/admin/accounts", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Login = Annotated[str, Path(min_length=2, max_length=64, pattern=r"^[A-Za-z0-9._@-]+$")]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), Legible
]
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_REASON), Legible
]
Department = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), Legible]


class ReasonIn(BaseModel):
    """Why a step is taken; it stands in the audit."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "调离岗位"}]})

    reason: Reason


class RightsIn(ReasonIn):
    """What somebody may do from now on, and why."""

    roles: list[Role] = Field(min_length=1, max_length=len(Role))
    department: Department | None = None


class AccountIn(BaseModel):
    """A person who is to sign in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"login": "lixm", "name": "李小满", "roles": ["editor"]}]},
    )

    login: Annotated[str, StringConstraints(max_length=64), Legible]
    name: Name = Field(description="No two accounts have the same; four eyes and the audit go by it.")
    roles: list[Role] = Field(min_length=1, max_length=len(Role))
    department: Department | None = Field(default=None, description="Whose liaison it is.")


class AccountOut(BaseModel):
    """An account; its password is not kept and cannot be shown."""

    login: str
    name: str
    roles: list[Role]
    department: str | None
    active: bool
    must_change: bool = Field(description="The first password was not changed yet.")
    has_password: bool = Field(description="False: signs in through the identity provider alone.")
    created_at: datetime
    signed_in_at: datetime | None


class ListedOut(AccountOut):
    """An account in the list."""

    seen_at: datetime | None
    sessions: int
    is_locked: bool


class AccountsOut(BaseModel):
    """A part of the accounts."""

    items: list[ListedOut]
    total: int


class PasswordOut(BaseModel):
    """A first password, told this once."""

    login: str
    password: str


class AccountMadeOut(AccountOut):
    """A new account with its first password, told this once."""

    password: str


class EndedOut(BaseModel):
    """How many sessions were ended."""

    sessions: int


@router.get("", responses=READING)
def read_accounts(
    bridge: BridgeDep,
    key: Auditor,
    text: Annotated[str | None, Query(max_length=100)] = None,
    role: Role | None = None,
    department: Annotated[str | None, Query(max_length=100)] = None,
    standing: Standing | None = None,
    unseen_days: Annotated[int | None, Query(ge=1, le=3650)] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AccountsOut:
    """List accounts by login, narrowed by what is given."""
    wanted = WantedAccounts(text, role, department, standing, unseen_days)
    found = list_accounts(bridge.library.store, wanted, offset=offset, limit=limit)
    items = [
        ListedOut(
            **_told(each.account), seen_at=each.seen_at, sessions=each.sessions, is_locked=each.is_locked
        )
        for each in found.rows
    ]
    return AccountsOut(items=items, total=found.total)


@router.post("", status_code=201, responses=documented(400, 401, 403, 413, 415, 422, 503))
def create_account(body: AccountIn, bridge: BridgeDep, key: Admin) -> AccountMadeOut:
    """Make an account; its first password is in this answer and nowhere else, and opens nothing but its own change."""
    made, password = bridge.accounts.create(
        body.login, body.name, body.roles, body.department, actor=key.name
    )
    return AccountMadeOut(**_told(made), password=str(password))


@router.put("/{login}/rights", responses=WRITING)
def entitle_account(login: Login, body: RightsIn, bridge: BridgeDep, key: Admin) -> AccountOut:
    """Give other roles or another department; where something is taken away, sessions end at once."""
    work = Managing(bridge.library.store, key)
    return AccountOut(**_told(work.entitle(login, body.roles, body.department, body.reason)))


@router.post("/{login}/reset", responses=WRITING)
def reset_account(login: Login, body: ReasonIn, bridge: BridgeDep, key: Admin) -> PasswordOut:
    """Give a new first password; sessions and the lock end."""
    return PasswordOut(login=login, password=Managing(bridge.library.store, key).reset(login, body.reason))


@router.post("/{login}/unlock", status_code=204, responses=WRITING)
def unlock_account(login: Login, body: ReasonIn, bridge: BridgeDep, key: Admin) -> None:
    """Let a login that failed too often try again at once."""
    Managing(bridge.library.store, key).unlock(login, body.reason)


@router.post("/{login}/disable", status_code=204, responses=WRITING)
def disable_account(login: Login, body: ReasonIn, bridge: BridgeDep, key: Admin) -> None:
    """Let an account sign in no more; its sessions end at once."""
    Managing(bridge.library.store, key).disable(login, body.reason)


@router.post("/{login}/enable", status_code=204, responses=WRITING)
def enable_account(login: Login, body: ReasonIn, bridge: BridgeDep, key: Admin) -> None:
    """Let a disabled account sign in again."""
    Managing(bridge.library.store, key).enable(login, body.reason)


@router.post("/{login}/sign-out", responses=WRITING)
def sign_out_account(login: Login, body: ReasonIn, bridge: BridgeDep, key: Admin) -> EndedOut:
    """End every session of an account."""
    return EndedOut(sessions=Managing(bridge.library.store, key).sign_out(login, body.reason))


def _told(account: Account) -> dict[str, Any]:
    told = {name: getattr(account, name) for name in AccountOut.model_fields if name != "roles"}
    return {**told, "roles": sorted(account.roles)}
