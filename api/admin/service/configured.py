"""How the service is configured, as it may be shown: no secret, no password in an address."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic_settings import BaseSettings

from api.settings import BridgeSettings
from policies.settings import LibrarySettings

SECRET = re.compile(r"secret|key|password|token", re.IGNORECASE)
IN_ADDRESS = re.compile(r"(?<=://)[^/@\s]+(?=@)")


class ConfiguredOut(BaseModel):
    """One setting of the environment."""

    name: str
    value: str
    is_set: bool
    is_secret: bool


def configured(bridge: BridgeSettings, library: LibrarySettings) -> list[ConfiguredOut]:
    """Return every setting by its name in the environment; of a secret only whether there is one."""
    found = {**_of(library), **_of(bridge)}
    return [found[name] for name in sorted(found)]


def _of(settings: BaseSettings) -> dict[str, ConfiguredOut]:
    told = {}
    for field in type(settings).model_fields:
        value = getattr(settings, field)
        is_secret = isinstance(value, SecretStr) or bool(SECRET.search(field))
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        name = f"YIHAODA_{field.upper()}"
        told[name] = ConfiguredOut(
            name=name,
            value="" if is_secret else IN_ADDRESS.sub("…", _written(plain)),
            is_set=field in settings.model_fields_set and plain not in (None, ""),
            is_secret=is_secret,
        )
    return told


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ",".join(f"{name}={each}" for name, each in value.items())
    if isinstance(value, tuple | list):
        return ",".join(map(str, value))
    return str(value)
