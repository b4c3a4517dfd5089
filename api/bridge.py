"""What the routes work with: the library, the log of conversations, and the way to Rasa."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime

import httpx
from starlette.concurrency import run_in_threadpool

from api.chat.rasa_client import RasaClient, RasaServer
from api.chat.service import ChatService
from api.documents.starters import Starters
from api.hotline.service import Hotline
from api.live.opening import open_live
from api.live.service import Live
from api.live.visits import Visits
from api.security.origins import KnownOrigins
from api.security.rates import Rates
from api.settings import BridgeSettings
from api.trust import authorities
from api.visitors.hours import DeskHours
from api.webhooks.telling import Telling, open_telling
from policies.assistant.folder import ModelFolder
from policies.assistant.registry import Registry
from policies.assistant.runs import Runs
from policies.content.accounts.ring import Accounts
from policies.content.accounts.sessions import Sessions
from policies.content.calling.desk import CallDesk
from policies.content.calling.lines import CallLines
from policies.content.calls import CallRecords
from policies.content.checks.known import Known
from policies.content.contacts import ContactRequests
from policies.content.conversations import ConversationLog
from policies.content.corrections import Corrections
from policies.content.keys import KeyRing
from policies.content.orders.work_orders import WorkOrders
from policies.content.sites import Sites
from policies.effect.editing import TermEditing
from policies.helpers.breaker import Breaker
from policies.library import Library

CONNECTIONS = httpx.Limits(max_connections=64, max_keepalive_connections=32)


@dataclass(frozen=True, slots=True)
class Bridge:
    """The parts of one running bridge."""

    settings: BridgeSettings
    library: Library
    log: ConversationLog
    rasa: RasaClient
    chat: ChatService
    hotline: Hotline
    http: httpx.AsyncClient
    starters: Starters
    today: Callable[[], date]
    keys: KeyRing
    accounts: Accounts
    sessions: Sessions
    known: Known
    sites: Sites
    contacts: ContactRequests
    corrections: Corrections
    hours: DeskHours
    origins: KnownOrigins
    rates: Rates
    calls: CallRecords
    call_desk: CallDesk
    call_lines: CallLines
    live: Live
    visits: Visits
    orders: WorkOrders
    telling: Telling
    models: Registry
    runs: Runs
    terms: TermEditing


@asynccontextmanager
async def open_bridge(
    settings: BridgeSettings,
    library: Library,
    today: Callable[[], date],
    clock: Callable[[], datetime] | None = None,
) -> AsyncIterator[Bridge]:
    """Give a bridge to an open library; closes its connections at the end, not the library."""
    bearer = {"Authorization": f"Bearer {settings.internal_secret.get_secret_value()}"}
    async with (
        httpx.AsyncClient(
            headers=bearer,
            limits=CONNECTIONS,
            timeout=settings.rasa_timeout_s,
            trust_env=False,
            verify=authorities(),
        ) as to_rasa,
        httpx.AsyncClient(timeout=1.0, trust_env=False, verify=authorities()) as to_others,
        aclosing(Rates(settings, settings.internal_secret.get_secret_value())) as rates,
        open_live(library, _redis_url(settings), today) as live,
        open_telling(settings, library.store) as telling,
    ):
        rasa = RasaClient(
            to_rasa,
            [
                RasaServer(url, Breaker(settings.rasa_failures, settings.rasa_rest_s))
                for url in settings.rasa_urls
            ],
            settings.rasa_timeout_s,
        )
        library.in_effect.start()
        await run_in_threadpool(library.warm)
        sites = Sites(library.store)
        log = ConversationLog(library.store.engine)
        records = CallRecords(library.store.engine)
        call_desk, call_lines = CallDesk(library.store.engine), CallLines(library.store.engine)
        hours = DeskHours(library.offices.calendar, clock)
        visits = Visits(live, log, hours)
        chat = ChatService(library, log, rasa, visits, settings.history_turns, today)
        yield Bridge(
            settings,
            library,
            log,
            rasa,
            chat,
            Hotline(library, log, settings.history_turns, today, records, call_desk, call_lines),
            to_others,
            Starters(library, log),
            today,
            KeyRing(library.store),
            Accounts(library.store),
            Sessions(library.store, settings.session_idle, settings.session_longest),
            Known(library.store),
            sites,
            ContactRequests(library.store.engine),
            Corrections(library.store.engine),
            hours,
            KnownOrigins(lambda: (*settings.embed_origins, *sites.origins())),
            rates,
            records,
            call_desk,
            call_lines,
            live,
            visits,
            WorkOrders(library.store, today, library.offices.is_working_day),
            telling,
            Registry(library.store.engine, ModelFolder(settings.var_dir / "model")),
            Runs(library.store.engine),
            TermEditing(library, today),
        )


def _redis_url(settings: BridgeSettings) -> str | None:
    return settings.redis_url.get_secret_value() if settings.redis_url is not None else None
