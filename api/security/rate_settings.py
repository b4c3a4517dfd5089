"""Settings of the doors: how often one may come, where that is counted, and whose word on an address is believed."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse
from pydantic import AfterValidator, BeforeValidator, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode

from policies.helpers.address import is_private

REDIS_SCHEMES = ("redis", "rediss")


def _listed(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _countable(rate: str) -> str:
    if rate:
        try:
            parse(rate)
        except ValueError:
            raise PydanticCustomError("bad_rate", "not a rate") from None
    return rate


Rate = Annotated[str, AfterValidator(_countable)]
# Which rate a request falls under; each is a setting: rate_chat and so on.
Door = Literal[
    "chat", "emergency", "search", "feedback", "contacts", "pages", "static", "health", "denied",
    "channel", "site", "hotline", "admin",
]  # fmt: skip


class RateSettings(BaseSettings):
    """How often one may come through each door, as "60/minute"; an empty rate is no limit.

    Attributes:
        redis_url: where counts are kept for several processes together; each counts for itself where it is not set
            or silent. Outside this machine's private networks only rediss.
        trusted_proxies: addresses and networks of our own proxies, separated by commas. Only what they say in
            X-Forwarded-For and X-Forwarded-Proto is believed.
        rate_chat: questions of one visitor, over HTTP and WebSocket together.
        rate_emergency: questions about an emergency that are answered beyond `rate_chat`.
        rate_search: searches and questions offered while typing, of one visitor.
        rate_feedback: verdicts on answers and conversations, and asking for a person, of one visitor.
        rate_contacts: wishes to be called back, of one visitor.
        rate_pages: pages and everything else, of one visitor.
        rate_static: files of pages, of one visitor.
        rate_health: health reports, to one address.
        rate_denied: requests with a key that opens nothing, of one address.
        rate_channel: messages of one front end at the Rasa-compatible channel.
        rate_site: questions, searches, feedback and wishes from the pages of one website.
        rate_hotline: requests with one key at the hotline's addresses.
        rate_admin: requests with one key or session at the addresses of staff.
    """

    redis_url: SecretStr | None = None
    trusted_proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    rate_chat: Rate = "60/minute"
    rate_emergency: Rate = "10/minute"
    rate_search: Rate = "300/minute"
    rate_feedback: Rate = "60/minute"
    rate_contacts: Rate = "20/hour"
    rate_pages: Rate = "600/minute"
    rate_static: Rate = "6000/minute"
    rate_health: Rate = "300/minute"
    rate_denied: Rate = "60/minute"
    rate_channel: Rate = "6000/minute"
    rate_site: Rate = "6000/minute"
    rate_hotline: Rate = "6000/minute"
    rate_admin: Rate = "1200/minute"

    @field_validator("redis_url")
    @classmethod
    def _is_a_private_redis(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        parts = urlsplit(url.get_secret_value())
        if parts.scheme not in REDIS_SCHEMES or not parts.hostname:
            raise PydanticCustomError("bad_redis", "not redis")
        if parts.scheme == "redis" and not is_private(parts.hostname):
            raise PydanticCustomError("open_url", "not encrypted")
        return url

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        for each in proxies:
            try:
                ip_network(each)
            except ValueError:
                raise PydanticCustomError("bad_proxy", "not an address") from None
        return proxies

    def rate_of(self, door: Door) -> str:
        """Return the rate of a door."""
        return str(getattr(self, f"rate_{door}"))
