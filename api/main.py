"""The bridge as an ASGI app: `create_app` puts the parts together, in the order in which they are read here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from importlib.metadata import version
from typing import cast

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import Mount
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import health, pages, refusals, search
from api.admin import accounts as admin_accounts
from api.admin import assistant as admin_assistant
from api.admin import audit as admin_audit
from api.admin import calls as admin_calls
from api.admin import comparison as admin_comparison
from api.admin import conversations as admin_conversations
from api.admin import corrections as admin_corrections
from api.admin import dictionary as admin_dictionary
from api.admin import directory as admin_directory
from api.admin import documents as admin_documents
from api.admin import doubts as admin_doubts
from api.admin import exchange as admin_exchange
from api.admin import gaps as admin_gaps
from api.admin import held as admin_held
from api.admin import hours as admin_hours
from api.admin import insights as admin_insights
from api.admin import interpretations as admin_interpretations
from api.admin import keys as admin_keys
from api.admin import overview as admin_overview
from api.admin import pairs as admin_pairs
from api.admin import proposals as admin_proposals
from api.admin import readings as admin_readings
from api.admin import regression as admin_regression
from api.admin import service as admin_service
from api.admin import sites as admin_sites
from api.admin import sync as admin_sync
from api.admin import trying as admin_trying
from api.bridge import Bridge, open_bridge
from api.chat import rest_channel
from api.chat import routes as chat
from api.chat import socket as chat_socket
from api.daily import PUBLISHING_S, SOON_S, GapSearch, Retention, Schedule, daily
from api.documentation import routes as documentation
from api.documents import pages as document_pages
from api.documents import routes as documents
from api.hotline import assist as hotline_assist
from api.hotline import orders as hotline_orders
from api.hotline import routes as hotline
from api.live import operator_routes as live_desk
from api.live import operator_socket as live_events
from api.live import visitor_routes as live_visits
from api.live import visitor_socket as live_socket
from api.openapi import describe_app
from api.security.access import Access
from api.security.doors import Doors
from api.security.headers import SecurityHeaders
from api.security.limits import RequestLimits
from api.security.origins import SiteCors
from api.settings import BridgeSettings
from api.staff import me as staff_me
from api.staff import pages as staff_pages
from api.staff.provider import PREFIX, provider_app
from api.static import FOLDER, Static
from api.visitors import notices, sites
from api.visitors import orders as visitor_orders
from api.visitors import routes as visitors
from api.webhooks import routes as webhooks
from api.workorders import changes as workorder_changes
from api.workorders import routes as workorders
from policies.clock import today as today_in_china
from policies.library import Library
from policies.settings import LibrarySettings
from policies.wording import say

ROUTERS = (
    chat.router,
    chat_socket.router,
    visitors.router,
    visitor_orders.router,
    live_visits.router,
    live_socket.router,
    live_desk.router,
    live_events.router,
    sites.router,
    notices.router,
    search.router,
    documents.router,
    rest_channel.router,
    hotline.router,
    hotline_assist.router,
    staff_me.router,
    staff_pages.router,
    hotline_orders.router,
    workorders.router,
    workorder_changes.router,
    admin_pairs.router,
    admin_proposals.router,
    admin_documents.router,
    admin_comparison.router,
    admin_interpretations.router,
    admin_sync.router,
    admin_doubts.router,
    admin_readings.router,
    admin_exchange.router,
    admin_dictionary.router,
    admin_directory.router,
    admin_overview.router,
    admin_audit.router,
    admin_gaps.router,
    admin_insights.router,
    admin_trying.router,
    admin_assistant.router,
    admin_regression.router,
    admin_held.router,
    admin_sites.router,
    *admin_service.ROUTERS,
    admin_corrections.router,
    admin_accounts.router,
    admin_keys.router,
    admin_calls.router,
    admin_conversations.router,
    webhooks.router,
    admin_hours.router,
    health.router,
    documentation.router,
    document_pages.router,
    pages.router,
)


def create_app(
    settings: BridgeSettings,
    library: Library | None = None,
    today: Callable[[], date] = today_in_china,
    clock: Callable[[], datetime] | None = None,
) -> FastAPI:
    """Return the app.

    Args:
        settings: where Rasa is and what is accepted.
        library: an open library, which stays the caller's to close; None opens one when the app starts.
        today: the day for which validity is judged.
        clock: the moment by which the desk is open or closed; None for the present one.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = await run_in_threadpool(_open_library) if library is None else library
        try:
            if settings.desk:
                await run_in_threadpool(opened.warm_lookup)
            upkeep = Retention(opened.store.engine, lambda: opened.keeping(LibrarySettings().keeping))
            async with (
                open_bridge(settings, opened, today, clock) as app.state.bridge,
                daily(upkeep.run),
                daily(GapSearch(app.state.bridge).run),
                daily(Schedule(app.state.bridge).run, SOON_S, PUBLISHING_S),
            ):
                yield
        finally:
            if library is None:
                opened.close()

    app = FastAPI(
        title=say("api.title"), version=version("yihaoda"), lifespan=lifespan, docs_url=None, redoc_url=None
    )
    for router in ROUTERS:
        app.include_router(router)
    if documentation.is_installed():
        app.router.routes.append(Mount("/docs/assets", documentation.assets(), name="docs-assets"))
    if settings.oidc_issuer:
        app.router.routes.append(
            Mount(PREFIX, provider_app(settings, lambda: app.state.bridge), name="provider")
        )
    app.router.routes.append(Mount("/static", Static(directory=FOLDER), name="static"))
    if settings.desk:
        _add_consoles(app)
    app.openapi = lambda: describe_app(app)  # type: ignore[method-assign]
    refusals.register(app)
    _guard(app, settings)
    return app


def _add_consoles(app: FastAPI) -> None:
    """Serve the operator's desk and the admin console; their library is loaded only where they are wanted."""
    from api.admin.pages.screens import ADMIN, register
    from api.console.door import ConsoleDoor
    from api.console.mounting import mount_consoles
    from api.desk.guard import DESK
    from api.desk.pages import register as register_desk

    register_desk()
    register()
    areas = (DESK, ADMIN)
    mount_consoles(app, lambda: cast(Bridge, app.state.bridge), areas)
    app.add_middleware(ConsoleDoor, bridge=lambda: app.state.bridge, areas=areas)


def _open_library() -> Library:
    return Library.open(LibrarySettings())


def _guard(app: FastAPI, settings: BridgeSettings) -> None:
    """Put the guards around the app; the last one added stands outermost."""
    app.add_middleware(
        RequestLimits, max_body_bytes=settings.max_body_bytes, max_upload_bytes=settings.max_upload_bytes
    )
    app.add_middleware(Doors, believes_proxies=bool(settings.trusted_proxies))
    app.add_middleware(SiteCors, is_known=lambda origin: origin in app.state.bridge.origins)
    app.add_middleware(Access)
    app.add_middleware(SecurityHeaders, embed_origins=settings.embed_origins)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
