"""An address that speaks OpenAI's HTTP interface. The only module of the library that calls another machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from policies.errors import InputError
from policies.helpers.failing import HelperFailed

MOST_BYTES = 64 * 1024 * 1024


class Address:
    """Posts JSON to one base address ("https://models.example.gov.cn/v1")."""

    def __init__(self, url: str, key: SecretStr, setting: str) -> None:
        """Hold an address.

        Args:
            url: the base address, with "/v1" where the server wants it.
            key: sent as bearer token where it is not empty; never shown or logged.
            setting: the setting that holds the address, for who has to correct it.

        Raises:
            InputError: it is not an address, or leads over an open network without encryption.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(setting, "helper_bad_url")
        if parts.scheme == "http" and not is_private(parts.hostname):
            raise InputError(setting, "helper_open_url")
        self.url = url.rstrip("/")
        token = key.get_secret_value()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(headers=headers, trust_env=False)

    def post(self, path: str, body: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        """Return what the address answers.

        Args:
            path: below the base address.
            body: sent as JSON.
            timeout_s: for connecting, for each wait, and for the whole answer.

        Raises:
            HelperFailed: it does not answer in time, answers with an error, or with something else than JSON.
        """
        deadline = time.monotonic() + timeout_s
        try:
            with self._client.stream("POST", f"{self.url}{path}", json=body, timeout=timeout_s) as response:
                if response.status_code != httpx.codes.OK:
                    raise HelperFailed(f"status {response.status_code}")
                answer = json.loads(b"".join(_within(response.iter_bytes(), deadline)))
        except httpx.HTTPError as error:
            raise HelperFailed(type(error).__name__) from error
        except ValueError as error:
            raise HelperFailed("not JSON") from error
        if not isinstance(answer, dict):
            raise HelperFailed("not an object")
        return answer


def is_private(host: str) -> bool:
    """Say whether a host is this machine, a private address, or a bare name of a container network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def _within(chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if time.monotonic() > deadline:
            raise HelperFailed("too slow")
        if size > MOST_BYTES:
            raise HelperFailed("too long")
        yield chunk
