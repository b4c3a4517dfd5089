"""Pages rendered here, readable without scripts: the citizen's page, documents, search, problems."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, Response
from starlette.templating import Jinja2Templates

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.documents import markup
from api.documents.shelf import show_interpretation, show_policy
from api.problems import Problem
from api.search import MAX_QUERY_CHARS, search
from api.security.headers import FRAMED_BY
from api.security.text import Identifier
from api.static import FOLDER
from api.visitors.notices import NoticeOut, notices
from api.visitors.sites import allowed_origins, look
from policies.clock import today
from policies.content.catalogue import Catalogue
from policies.content.model import Region
from policies.wording import section

TEMPLATES = Path(__file__).parent / "widget" / "templates"
router = APIRouter(include_in_schema=False)
ClauseName = Annotated[str | None, Query(max_length=128)]


@cache
def templates() -> Jinja2Templates:
    """Return the templates, with everything escaped."""
    return Jinja2Templates(directory=TEMPLATES)


@cache
def chat_modules() -> tuple[str, ...]:
    """Return the addresses of the chat's modules, for the browser to fetch at once and not one after another."""
    return tuple(f"/static/{path.relative_to(FOLDER)}" for path in sorted((FOLDER / "chat").rglob("*.js")))


def page(request: Request, name: str, http_status: int = 200, **context: Any) -> Response:
    """Return a rendered page."""
    facts = {"texts": section("page"), "today": today(), "canonical": None, "markup": [], **context}
    facts["notices"] = _announced(request)
    if facts["canonical"] is not None:
        facts["canonical"] = address(request) + facts["canonical"]
    return templates().TemplateResponse(request, name, facts, status_code=http_status)


def _announced(request: Request) -> list[NoticeOut]:
    """Return what is announced; nothing on the pages of staff, whose app is another, and while nothing is open yet."""
    bridge = getattr(request.app.state, "bridge", None)
    return notices(bridge) if isinstance(bridge, Bridge) else []


def address(request: Request) -> str:
    """Return the service's own address, without a slash at its end."""
    return address_of(request, request.app.state.bridge)


def address_of(connection: HTTPConnection, bridge: Bridge) -> str:
    """Return the address under which people know the service, or else as it was asked for."""
    return bridge.settings.public_url or f"{connection.url.scheme}://{connection.url.netloc}"


def problem_page(request: Request, found: Problem) -> Response:
    """Return a problem as a page."""
    return page(request, "problem.html", found.status, problem=found)


@router.api_route("/", methods=["GET", "HEAD"])
def read_home(request: Request, bridge: BridgeDep) -> Response:
    """Show the citizen's page."""
    return page(
        request,
        "index.html",
        look=look(bridge),
        modules=chat_modules(),
        regions=bridge.library.store.regions(),
        canonical="/",
        markup=[markup.service(address(request))],
    )


@router.get("/embed")
def read_embedded(request: Request, bridge: BridgeDep, site: Annotated[Identifier, Query()]) -> Response:
    """Show the chat alone, for a frame on a site that may show it."""
    found = bridge.sites.find(site)
    setattr(request.state, FRAMED_BY, allowed_origins(bridge, found))
    return page(request, "embed.html", look=look(bridge, found))


@router.get("/embed.js")
def read_snippet() -> Response:
    """Give the script that a site puts on its pages."""
    return FileResponse(FOLDER / "embed.js", headers={"Cache-Control": "no-cache"})


@router.api_route("/policies/{policy_id}", methods=["GET", "HEAD"])
def read_policy_page(
    policy_id: str, request: Request, bridge: BridgeDep, clause: ClauseName = None
) -> Response:
    """Show a document; `clause` names the one to highlight."""
    shown = show_policy(bridge.library.store, policy_id, bridge.today())
    return page(
        request,
        "policy.html",
        policy=shown.policy,
        status=shown.status,
        interpretations=shown.interpretations,
        successor=shown.successor,
        older=[old for old, _ in Catalogue(bridge.library.store).replaced_by(policy_id)],
        department=bridge.library.store.department(shown.policy.issuer or ""),
        clause=clause,
        canonical=f"/policies/{policy_id}",
        markup=[markup.legislation(address(request), shown.policy, shown.status)],
    )


@router.api_route("/interpretations/{interpretation_id}", methods=["GET", "HEAD"])
def read_interpretation_page(
    interpretation_id: str, request: Request, bridge: BridgeDep, clause: ClauseName = None
) -> Response:
    """Show an interpretation."""
    shown = show_interpretation(bridge.library.store, interpretation_id)
    return page(
        request,
        "interpretation.html",
        interpretation=shown.interpretation,
        policies=shown.policies,
        clause=clause,
        canonical=f"/interpretations/{interpretation_id}",
    )


@router.api_route("/search", methods=["GET", "HEAD"])
def read_search_page(
    request: Request,
    bridge: BridgeDep,
    q: Annotated[str, Query(max_length=MAX_QUERY_CHARS)] = "",
    region: Annotated[str, Query(max_length=50)] = "",
) -> Response:
    """Show the search form and, where something is asked, what was found."""
    asked = q.strip()
    results = search(bridge.library, asked, bridge.today(), region or None, limit=20) if asked else None
    regions: list[Region] = bridge.library.store.regions()
    return page(
        request,
        "search.html",
        q=asked,
        region=region,
        regions=regions,
        results=results,
        canonical=None if asked else "/search",
    )
