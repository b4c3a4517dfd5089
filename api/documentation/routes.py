"""Swagger UI from this server: the content policy allows no other, and closed networks reach no other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from markupsafe import escape
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from policies.wording import say

FOLDER = Path(__file__).parent
PACKAGE = "fastapi_swagger"
router = APIRouter(include_in_schema=False)


@router.get("/docs")
def read_documentation() -> Response:
    """Show the interface's description; without Swagger UI's package, the bare description."""
    return HTMLResponse(_page()) if is_installed() else RedirectResponse("/openapi.json")


@router.get("/docs/docs.js")
def read_start() -> Response:
    """Return the script that starts Swagger UI."""
    return FileResponse(FOLDER / "docs.js", media_type="text/javascript")


def is_installed() -> bool:
    """Whether the package with Swagger UI's files is there (the extra `docs`)."""
    return find_spec(PACKAGE) is not None


def assets() -> StaticFiles:
    """Return Swagger UI's own files, as the package carries them.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    return StaticFiles(directory=str(files(PACKAGE).joinpath("resources")))


@cache
def _page() -> str:
    template = (FOLDER / "docs.html").read_text(encoding="utf-8")
    return template.replace("{{ title }}", str(escape(say("api.docs.title"))))
