"""The pages' own files: always asked for anew, answered with 304 while the ETag holds."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "widget" / "static"


class Static(StaticFiles):
    """Static files whose copies are checked before use, so that modules of two versions never mix."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with its caching rule."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        # Modules that another website loads are fetched by the rules of CORS; nothing here is secret.
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
