"""Pages to sign in, sign out and change the password; they need no script."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.pages import page
from api.security.devices import device_of, remember
from api.security.sessions import (
    FORM,
    FORM_S,
    SESSION,
    csrf_token,
    drop_cookie,
    is_meant,
    new_form_cookie,
    read_cookie,
    session_of,
    set_cookie,
)
from api.staff.ways import home_of, local, opens_console, opens_desk
from policies.content.accounts import passwords
from policies.content.accounts.account import Account
from policies.content.accounts.lockout import TooManyFailures
from policies.errors import InputError
from policies.wording import say, section

router = APIRouter(include_in_schema=False)
SIGN_IN, ACCOUNT, PASSWORD = "/sign-in", "/account", "/change-password"
Next = Annotated[str, Query(max_length=500)]
Field = Annotated[str, Form(max_length=500)]


@router.get(SIGN_IN)
def read_sign_in(request: Request, bridge: BridgeDep, next: Next = "", problem: Next = "") -> Response:
    """Show the form; who is signed in goes on."""
    session = session_of(request, bridge)
    if session is not None and not problem:
        return _onward(session.account, next)
    known = {"provider_failed", "provider_denied"}
    return _sign_in_page(request, bridge, next, say(f"staff.sign_in.{problem}") if problem in known else "")


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    bridge: BridgeDep,
    login: Field = "",
    password: Field = "",
    token: Field = "",
    next: Field = "",
) -> Response:
    """Open a session for the right password; what is wrong of the two is not told."""
    if not is_meant(request, bridge, read_cookie(request, bridge, FORM), token):
        return _sign_in_page(request, bridge, next, say("staff.sign_in.stale"), 403)
    try:
        account = bridge.accounts.sign_in(login, password, device_of(request, bridge, login))
    except TooManyFailures as error:
        told = say(f"errors.{error.reason}", **error.facts)
        return _sign_in_page(request, bridge, next, told, 429)
    if account is None:
        return _sign_in_page(request, bridge, next, say("staff.sign_in.wrong"), 401)
    return open_session(request, bridge, account, next)


@router.post("/sign-out")
def sign_out(request: Request, bridge: BridgeDep, token: Field = "") -> Response:
    """End the session."""
    cookie = read_cookie(request, bridge, SESSION)
    if cookie and not is_meant(request, bridge, cookie, token):
        return RedirectResponse(ACCOUNT, 303)
    bridge.sessions.close(cookie)
    response = RedirectResponse(SIGN_IN, 303)
    drop_cookie(response, request, bridge, SESSION)
    return response


@router.get(ACCOUNT)
def read_account(request: Request, bridge: BridgeDep) -> Response:
    """Show who is signed in and where to go."""
    session = session_of(request, bridge)
    if session is None:
        return RedirectResponse(f"{SIGN_IN}?next={ACCOUNT}", 303)
    if session.account.must_change:
        return RedirectResponse(PASSWORD, 303)
    ways = {"desk": opens_desk(session.account), "console": opens_console(session.account)}
    return _staff_page(request, bridge, "account.html", account=session.account, ways=ways)


@router.get(PASSWORD)
def read_password(request: Request, bridge: BridgeDep) -> Response:
    """Show the form."""
    session = session_of(request, bridge)
    if session is None:
        return RedirectResponse(f"{SIGN_IN}?next={PASSWORD}", 303)
    return _password_page(request, bridge, session.account)


@router.post(PASSWORD)
def change_password(
    request: Request,
    bridge: BridgeDep,
    old: Field = "",
    new: Field = "",
    again: Field = "",
    token: Field = "",
) -> Response:
    """Replace the password; every session ends, and this browser gets a new one."""
    session = session_of(request, bridge)
    if session is None:
        return RedirectResponse(f"{SIGN_IN}?next={PASSWORD}", 303)
    account = session.account
    if not is_meant(request, bridge, read_cookie(request, bridge, SESSION), token):
        return _password_page(request, bridge, account, say("staff.sign_in.stale"), 403)
    try:
        if new != again:
            raise InputError("password", "password_twice")
        device = device_of(request, bridge, account.login)
        is_changed = bridge.accounts.change_password(account.login, old, new, device)
    except InputError as error:
        status = 429 if isinstance(error, TooManyFailures) else 422
        return _password_page(request, bridge, account, say(f"errors.{error.reason}", **error.facts), status)
    if not is_changed:
        return _password_page(request, bridge, account, say("staff.password.wrong"), 422)
    return open_session(request, bridge, bridge.accounts.of(account.login), "")


def open_session(request: Request, bridge: Bridge, account: Account, onward: str) -> Response:
    """Return the way on with a fresh session's cookie."""
    response = _onward(account, onward)
    age_s = int(bridge.settings.session_longest.total_seconds())
    set_cookie(response, request, bridge, SESSION, bridge.sessions.open(account), age_s)
    drop_cookie(response, request, bridge, FORM)
    if account.has_password:
        remember(response, request, bridge, account.login)
    return response


def _onward(account: Account, onward: str) -> Response:
    if account.must_change:
        return RedirectResponse(PASSWORD, 303)
    return RedirectResponse(local(onward) or home_of(account), 303)


def _sign_in_page(request: Request, bridge: Bridge, onward: str, told: str, status: int = 200) -> Response:
    cookie = read_cookie(request, bridge, FORM) or new_form_cookie()
    response = page(
        request,
        "sign-in.html",
        status,
        staff=section("staff"),
        token=csrf_token(bridge, cookie),
        next=local(onward) or "",
        told=told,
        provider=bridge.settings.oidc_issuer is not None,
    )
    set_cookie(response, request, bridge, FORM, cookie, FORM_S)
    return response


def _password_page(
    request: Request, bridge: Bridge, account: Account, told: str = "", status: int = 200
) -> Response:
    rule = say(
        "staff.password.rule",
        least=passwords.SHORTEST,
        most=passwords.LONGEST,
        kinds=passwords.FEWEST_KINDS,
    )
    return _staff_page(request, bridge, "password.html", status, account=account, told=told, rule=rule)


def _staff_page(request: Request, bridge: Bridge, name: str, status: int = 200, **facts: object) -> Response:
    token = csrf_token(bridge, read_cookie(request, bridge, SESSION))
    return page(request, name, status, staff=section("staff"), token=token, **facts)
