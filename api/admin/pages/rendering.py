"""Parts of the console's pages as HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from api.admin.pages.words import label_of, shown
from api.console.rendering import environment
from policies.wording import section

TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def _environment() -> Environment:
    return environment(
        TEMPLATES,
        texts=section("admin"),
        documents=section("documents"),
        facets=section("answering.facets"),
        why=section("explaining"),
        roles=section("staff.roles"),
        label_of=label_of,
        shown=shown,
    )


def rendered(name: str, **facts: Any) -> str:
    """Return a part of a page."""
    return _environment().get_template(name).render(**facts)
