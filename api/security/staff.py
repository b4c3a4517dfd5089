"""Who is calling: the key in the Authorization header or the session in the cookie, and what its owner may do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Annotated

from fastapi import Depends
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.holders import bearer_of, digest_of
from api.security.sessions import CSRF_HEADER, SAFE, SESSION, is_meant, read_cookie, session_of
from policies.content.accounts.account import PasswordMustChange
from policies.content.accounts.sessions import Session
from policies.content.keys import Key, Role, Scope

_bearer = HTTPBearer(
    auto_error=False, description="A key made with `yihaoda key create`; it begins with yhd_."
)
_cookie = APIKeyCookie(
    name=SESSION,
    auto_error=False,
    description=f"The session of somebody who signed in; what changes something needs {CSRF_HEADER} besides.",
)
BearerDep = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def allowed_to(*roles: Role) -> Callable[..., Key]:
    """Return a dependency that gives the caller's key if it has one of `roles`; an admin may do everything.

    Somebody who signed in acts like a key with the account's name and roles.
    """

    def demand(
        request: Request,
        bridge: BridgeDep,
        _: BearerDep,
        __: Annotated[str | None, Depends(_cookie)] = None,
    ) -> Key:
        key = caller(request, bridge)
        if key is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        _demand_meant(request, bridge)
        bridge.rates.proven.add(digest_of(request))
        if not may_call(key, *roles):
            raise HTTPException(403)
        return key

    return demand


def caller(connection: HTTPConnection, bridge: Bridge) -> Key | None:
    """Return whose key a request or a line brings, or who signed in; None for what opens nothing.

    Raises:
        PasswordMustChange: the password was given by somebody else.
    """
    secret = bearer_of(connection)
    return bridge.keys.opened_by(secret) if secret is not None else person(connection, bridge)


def person(connection: HTTPConnection, bridge: Bridge) -> Key | None:
    """Return who signed in, as a key; None for whom the cookie opens nothing.

    Raises:
        PasswordMustChange: the password was given by somebody else.
    """
    return _as_key(session_of(connection, bridge))


def signed_in_by(bridge: Bridge, token: str, *roles: Role, noted: bool = True) -> Key | None:
    """Return who works with a session's token now, as a key: for pages that stay open after their door let them in.

    Args:
        bridge: where sessions are.
        token: of the session.
        roles: of which one is needed; an admin may do everything.
        noted: whether this counts as a use of the session.

    Returns:
        None where the session is over, its account has none of the roles any more, or its password was given by
        somebody else and must be changed first.
    """
    with suppress(PasswordMustChange):
        key = _as_key(bridge.sessions.opened_by(token, noted=noted)) if token else None
        return key if key is not None and may_call(key, *roles) else None
    return None


def _as_key(session: Session | None) -> Key | None:
    if session is not None and session.account.must_change:
        raise PasswordMustChange(session.account.login)
    return session.account.as_key() if session is not None else None


def _demand_meant(request: Request, bridge: Bridge) -> None:
    """Refuse what changes something with a session's cookie alone: a browser sends it whoever made it do so."""
    if bearer_of(request) is None and request.method not in SAFE:
        cookie, token = read_cookie(request, bridge, SESSION), request.headers.get(CSRF_HEADER, "")
        if not is_meant(request, bridge, cookie, token):
            raise HTTPException(403)


def may_call(key: Key, *roles: Role) -> bool:
    """Tell whether a key has one of the roles, or is an admin's."""
    return bool(key.roles & {*roles, Role.ADMIN})


def opening(scope: Scope) -> Callable[..., Key]:
    """Return a dependency that gives a hotline's key if it opens this part of the hotline's addresses."""

    def demand(key: HotlineKey) -> Key:
        if not key.may(scope):
            raise HTTPException(403)
        return key

    return demand


BACK_OFFICE = frozenset({Role.EDITOR, Role.REVIEWER, Role.AUDITOR, Role.ADMIN})
Reader = Annotated[Key, Depends(allowed_to(*BACK_OFFICE))]
Editor = Annotated[Key, Depends(allowed_to(Role.EDITOR))]
Reviewer = Annotated[Key, Depends(allowed_to(Role.REVIEWER))]
Auditor = Annotated[Key, Depends(allowed_to(Role.AUDITOR))]
Admin = Annotated[Key, Depends(allowed_to())]
Operator = Annotated[Key, Depends(allowed_to(Role.OPERATOR))]
HotlineKey = Annotated[Key, Depends(allowed_to(Role.HOTLINE))]
CallsKey = Annotated[Key, Depends(opening(Scope.CALLS))]
WorkOrdersKey = Annotated[Key, Depends(opening(Scope.WORKORDERS))]
