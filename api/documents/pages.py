"""Pages to look through: departments, an older text beside a newer, the site map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.dependencies import BridgeDep
from api.documents import markup
from api.documents.shelf import show_policy
from api.pages import address, page, templates
from policies.content.catalogue import Catalogue
from policies.content.comparing import Change, compare
from policies.errors import DepartmentNotFound, PolicyNotFound

router = APIRouter(include_in_schema=False)
SHOWN_QUESTIONS = 8


@router.api_route("/departments", methods=["GET", "HEAD"])
def read_departments(request: Request, bridge: BridgeDep) -> Response:
    """Show the directory, by region."""
    by_region: dict[str, list[object]] = {}
    for each in bridge.library.store.departments():
        by_region.setdefault(each.region or "", []).append(each)
    order = {region.name: place for place, region in enumerate(bridge.library.store.regions())}
    regions = sorted(by_region.items(), key=lambda item: order.get(item[0], len(order)))
    return page(request, "departments.html", regions=regions, canonical="/departments")


@router.api_route("/departments/{name}", methods=["GET", "HEAD"])
def read_department(name: str, request: Request, bridge: BridgeDep) -> Response:
    """Show a department: how to reach it, what it answers for, what it has published."""
    department = bridge.library.store.department(name)
    if department is None:
        raise DepartmentNotFound(name)
    catalogue, day = Catalogue(bridge.library.store), bridge.today()
    names = (department.name, *department.aliases)
    pairs = bridge.library.standing(catalogue.question_ids(names), day)
    return page(
        request,
        "department.html",
        department=department,
        pairs=pairs,
        duties=catalogue.duties(names, day),
        documents=catalogue.documents(names, limit=100),
        shown=SHOWN_QUESTIONS,
        canonical=f"/departments/{department.name}",
        markup=markup.office(address(request), department, pairs),
    )


@router.api_route("/policies/{policy_id}/changes", methods=["GET", "HEAD"])
def read_changes(
    policy_id: str,
    request: Request,
    bridge: BridgeDep,
    older: Annotated[str | None, Query(alias="from", max_length=64)] = None,
) -> Response:
    """Show a document beside the one in whose place it stands; `from` names which, where there are several."""
    store, day = bridge.library.store, bridge.today()
    before = [old for old, _ in Catalogue(store).replaced_by(policy_id)]
    if not before or (older is not None and older not in before):
        raise PolicyNotFound(policy_id)
    new, old = show_policy(store, policy_id, day), show_policy(store, older or before[0], day)
    rows = compare(old.policy, new.policy)
    return page(
        request,
        "changes.html",
        old=old,
        new=new,
        rows=rows,
        counts={change.value: sum(row.change is change for row in rows) for change in Change},
        canonical=f"/policies/{policy_id}/changes",
    )


@router.get("/sitemap.xml")
def read_sitemap(request: Request, bridge: BridgeDep) -> Response:
    """List every page that everybody may read."""
    store = bridge.library.store
    catalogue = Catalogue(store)
    paths = ["/", "/search", "/departments"]
    paths += [f"/departments/{each.name}" for each in store.departments()]
    paths += [f"/policies/{each.id}" for each in catalogue.documents()]
    paths += [f"/interpretations/{each}" for each in catalogue.interpretation_ids()]
    paths += [
        f"/policies/{each}/changes" for each in dict.fromkeys(new for _, new in catalogue.replaced_by())
    ]
    facts = {"base": address(request), "paths": paths}
    return templates().TemplateResponse(request, "sitemap.xml", facts, media_type="application/xml")


@router.get("/robots.txt")
def read_robots(request: Request) -> PlainTextResponse:
    """Tell search engines what to leave alone, and where the site map is."""
    lines = ("User-agent: *", "Disallow: /api/", "Disallow: /embed", "Disallow: /search?", "Allow: /")
    return PlainTextResponse("\n".join((*lines, f"Sitemap: {address(request)}/sitemap.xml", "")))
