"""Whom outgoing connections trust: the authorities are read from the disk once, not for every client."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """Return the context of all outgoing TLS connections: httpx's own authorities, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)
