"""Who is calling: the key in the Authorization header, and what its owner may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from api.dependencies import BridgeDep
from policies.content.keys import Key, Role, Scope

_bearer = HTTPBearer(
    auto_error=False, description="A key made with `yihaoda key create`; it begins with yhd_."
)
BearerDep = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def allowed_to(*roles: Role) -> Callable[..., Key]:
    """Return a dependency that gives the caller's key if it has one of `roles`; an admin may do everything."""

    def demand(bridge: BridgeDep, given: BearerDep) -> Key:
        key = bridge.keys.opened_by(given.credentials) if given is not None else None
        if key is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        if not may_call(key, *roles):
            raise HTTPException(403)
        return key

    return demand


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
