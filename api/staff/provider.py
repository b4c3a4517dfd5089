"""Signing in through the site's identity provider (OpenID Connect): code flow with PKCE, by Authlib.

Authlib keeps what it must remember between the two redirects in a signed cookie; that cookie is confined to these two
addresses by an app of their own, and to https wherever the session's cookie is.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

import structlog
from authlib.integrations.starlette_client import OAuth
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.bridge import Bridge
from api.logs import describe
from api.security.sessions import is_secure
from api.settings import BridgeSettings
from api.staff.pages import SIGN_IN, open_session
from api.staff.ways import local
from policies.content.accounts.account import Account
from policies.content.keys import Role
from policies.errors import InputError

PREFIX = "/sign-in/provider"
COOKIE = "yhd_provider"
UNDER_WAY_S = 600
PATIENCE_S = 5.0
NEXT = "next"
log = structlog.get_logger("api.staff")


def provider_app(settings: BridgeSettings, bridge: Any) -> Starlette:
    """Return the two addresses: the way to the provider and the way back.

    Args:
        settings: names the provider.
        bridge: gives the running bridge when it is called.
    """
    way = Provider(settings, bridge)
    secret = settings.internal_secret.get_secret_value().encode()
    remembering = Middleware(
        Remembering, bridge=bridge, secret=hmac.new(secret, b"oidc", hashlib.sha256).hexdigest()
    )
    return Starlette(routes=[Route("/", way.go), Route("/back", way.back)], middleware=[remembering])


class Remembering:
    """ASGI middleware: what stands in `request.session` between the two redirects, in a cookie as safe as the session's."""

    def __init__(self, app: ASGIApp, bridge: Any, secret: str) -> None:
        """Sign with `secret`; `bridge` gives the running bridge when it is called."""
        self._bridge = bridge
        self._by_safety = {
            secure: SessionMiddleware(
                app,
                secret_key=secret,
                session_cookie=f"__Secure-{COOKIE}" if secure else COOKIE,
                path=PREFIX,
                max_age=UNDER_WAY_S,
                same_site="lax",
                https_only=secure,
            )
            for secure in (False, True)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the app."""
        secure = is_secure(HTTPConnection(scope), self._bridge())
        await self._by_safety[secure](scope, receive, send)


class Provider:
    """The site's identity provider."""

    def __init__(self, settings: BridgeSettings, bridge: Any) -> None:
        self._settings = settings
        self._bridge = bridge
        issuer = str(settings.oidc_issuer).rstrip("/")
        secret = settings.oidc_client_secret
        self._client = OAuth().register(
            name="provider",
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "timeout": PATIENCE_S,
                "trust_env": False,
            },
        )

    async def go(self, request: Request) -> Response:
        """Lead to the provider."""
        back = f"{self._address(request)}{PREFIX}/back"
        try:
            await self._check_issuer()
            request.session[NEXT] = local(request.query_params.get(NEXT, "")) or ""
            response: Response = await self._client.authorize_redirect(request, back)
        except (
            Exception
        ) as error:  # which ones a provider's misbehaviour raises is up to Authlib's HTTP client
            return self._failed(error)
        return response

    async def back(self, request: Request) -> Response:
        """Open a session for whom the provider names."""
        onward = str(request.session.get(NEXT, ""))
        try:
            await self._check_issuer()
            token = await self._client.authorize_access_token(request)
            claims = dict(token["userinfo"])
        except (
            Exception
        ) as error:  # which ones a provider's misbehaviour raises is up to Authlib's HTTP client
            return self._failed(error)
        request.session.clear()
        bridge: Bridge = self._bridge()
        account = await run_in_threadpool(self._account, bridge, claims)
        if account is None:
            return RedirectResponse(f"{SIGN_IN}?problem=provider_denied", 303)
        return await run_in_threadpool(open_session, request, bridge, account, onward)

    def _account(self, bridge: Bridge, claims: dict[str, Any]) -> Account | None:
        roles = roles_of(claims, self._settings.oidc_roles_claim, self._settings.oidc_roles)
        name = claims.get(self._settings.oidc_name_claim) or claims.get("preferred_username") or ""
        department = claims.get(self._settings.oidc_department_claim)
        subject = f"{claims['iss']}|{claims['sub']}"
        try:
            return bridge.accounts.provided(
                subject, str(name), roles, str(department) if department else None
            )
        except InputError as error:
            log.warning("provider_denied", reason=error.reason)
            return None

    async def _check_issuer(self) -> None:
        """Make sure that the description read at the address is the provider's own.

        Raises:
            ValueError: it names another issuer.
        """
        metadata = await self._client.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != str(self._settings.oidc_issuer).rstrip("/"):
            raise ValueError("the provider's description names another issuer")

    def _address(self, request: Request) -> str:
        bridge: Bridge = self._bridge()
        scheme = "https" if is_secure(request, bridge) else request.url.scheme
        return self._settings.public_url or f"{scheme}://{request.url.netloc}"

    def _failed(self, error: Exception) -> Response:
        log.warning("provider_failed", **describe(error))
        return RedirectResponse(f"{SIGN_IN}?problem=provider_failed", 303)


def roles_of(claims: dict[str, Any], claim: str, by_group: dict[str, str]) -> frozenset[Role]:
    """Return the roles that a person's groups give; groups that the settings do not name give none.

    Args:
        claims: what the provider says of the person.
        claim: where the groups stand; dots lead inwards.
        by_group: role by group.
    """
    found: Any = claims
    for part in claim.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    groups: Iterable[Any] = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return frozenset(
        Role(by_group[group]) for group in groups if isinstance(group, str) and group in by_group
    )
