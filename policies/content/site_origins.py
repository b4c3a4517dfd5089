"""Whether a page may show the assistant: its address judged by the origins of a site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from policies.content.sites import is_origin
from policies.errors import InputError

Verdict = Literal["allowed", "everywhere", "near", "refused"]
_USUAL = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Judged:
    """What holds for a page.

    Attributes:
        origin: where the page is, as a browser tells it.
        verdict: "allowed" by the site; "everywhere", by the settings of the service; "near", an origin of the site
            differs in nothing but scheme, port or "www."; "refused".
        near: that origin.
    """

    origin: str
    verdict: Verdict
    near: str = ""


def origin_of(address: str) -> str:
    """Return the origin of a page's address as browsers write it: small letters, no usual port.

    Raises:
        InputError: it is no address of a page.
    """
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise InputError("address", "page_address", value=address[:100]) from error
    host = f"[{host}]" if ":" in host else host
    kept = f":{port}" if port is not None and port != _USUAL.get(parts.scheme) else ""
    origin = f"{parts.scheme}://{host}{kept}"
    if not is_origin(origin):
        raise InputError("address", "page_address", value=address[:100])
    return origin


def judged(address: str, origins: Collection[str], everywhere: Collection[str] = ()) -> Judged:
    """Judge a page's address.

    Args:
        address: of the page, with or without its path.
        origins: of the site.
        everywhere: origins at which every site may be shown.

    Raises:
        InputError: it is no address of a page.
    """
    origin = origin_of(address)
    if origin in origins:
        return Judged(origin, "allowed")
    if origin in everywhere:
        return Judged(origin, "everywhere")
    near = next((each for each in origins if _bare(each) == _bare(origin)), "")
    return Judged(origin, "near" if near else "refused", near)


def _bare(origin: str) -> str:
    return (urlsplit(origin).hostname or "").removeprefix("www.")
