"""The bridge's settings: read once, at the door, and refused when they are unsafe."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode, SettingsConfigDict

from api.security.rate_settings import RateSettings
from policies.content.accounts.account import STAFF_ROLES
from policies.helpers.address import is_private
from policies.settings import ROOT
from policies.wording import say

SECRET_MIN_CHARS = 32


class BridgeSettings(RateSettings):
    """Where the bridge listens, whom it asks, and what it accepts.

    Attributes:
        host: the addresses to listen on, separated by commas; both loopbacks unless set ("0.0.0.0,::" for all).
        rasa_url: the conversation server, or several separated by commas, each conversation keeping to one of them;
            outside this machine's private networks only over https.
        rasa_timeout_s: what a turn may wait for Rasa before the library answers by itself.
        rasa_rest_s: how long a Rasa that kept us waiting is left alone.
        rasa_failures: how many waits in a row make it so.
        action_url: the action server's webhook; only its health is asked here.
        internal_secret: shared with Rasa and the action server; made at set-up.
        max_body_bytes: the largest request body that is read.
        max_upload_bytes: the largest one on the back office's addresses, where files come in.
        history_turns: how many earlier turns the library is told, for questions that follow up.
        public_url: the address under which people know the service, for canonical links and the site map; what
            they asked for where it is not set.
        embed_origins: sites that may embed the assistant ("https://www.example.gov.cn"), separated by commas.
        var_dir: the folder of logs and of the assistant's models.
        desk: whether the operator's desk is served here; its state lives in one process.
        session_idle_min: unused for so many minutes, a session of staff is over.
        session_hours: so many hours after signing in it is over in any case.
        secure_cookies: cookies for https alone; by the public address, or as the page was asked for, where not set.
        oidc_issuer: the address of the site's identity provider (OpenID Connect); staff sign in there as well.
        oidc_client_id: as whom the provider knows this service.
        oidc_client_secret: what proves it.
        oidc_roles_claim: where the provider names a person's groups; dots lead inwards ("realm_access.roles").
        oidc_roles: "group=role" separated by commas: which group has which of our roles.
        oidc_name_claim: where the provider names the person.
        oidc_department_claim: where it names the department of a liaison.
        webhook_private: whether webhooks may lead to this machine and private networks, also without encryption.
    """

    model_config = SettingsConfigDict(
        env_prefix="YIHAODA_", env_file=ROOT / ".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    host: str = "127.0.0.1,::1"
    port: int = Field(default=8000, ge=1, le=65535)
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_timeout_s: float = Field(default=2.5, gt=0, le=30)
    rasa_rest_s: float = Field(default=10.0, gt=0, le=600)
    rasa_failures: int = Field(default=2, ge=1, le=100)
    action_url: str = "http://127.0.0.1:5055/webhook"
    internal_secret: SecretStr
    max_body_bytes: int = Field(default=32_768, ge=8_192, le=1_048_576)
    max_upload_bytes: int = Field(default=33_554_432, ge=32_768, le=1_073_741_824)
    history_turns: int = Field(default=3, ge=0, le=50)
    public_url: str | None = None
    embed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    var_dir: Path = ROOT / "var"
    desk: bool = True
    session_idle_min: int = Field(default=60, ge=1, le=1440)
    session_hours: int = Field(default=12, ge=1, le=168)
    secure_cookies: bool | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = Field(default=None, validate_default=True)
    oidc_client_secret: SecretStr | None = Field(default=None, validate_default=True)
    oidc_roles_claim: str = "roles"
    oidc_roles: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    oidc_name_claim: str = "name"
    oidc_department_claim: str = "department"
    webhook_private: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def session_idle(self) -> timedelta:
        """How long a session may be left unused."""
        return timedelta(minutes=self.session_idle_min)

    @property
    def session_longest(self) -> timedelta:
        """How long a session may last."""
        return timedelta(hours=self.session_hours)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses to listen on, one by one."""
        return tuple(part.strip() for part in self.host.split(",") if part.strip())

    @field_validator("var_dir")
    @classmethod
    def _is_whole(cls, path: Path) -> Path:
        return (ROOT / path).resolve()

    @field_validator("internal_secret")
    @classmethod
    def _is_long_enough(cls, secret: SecretStr) -> SecretStr:
        if len(set(secret.get_secret_value())) < 8 or len(secret.get_secret_value()) < SECRET_MIN_CHARS:
            raise PydanticCustomError("weak_secret", "weak secret")
        return secret

    @field_validator("oidc_client_id", "oidc_client_secret")
    @classmethod
    def _goes_with_its_provider(cls, value: str | SecretStr | None, info: ValidationInfo) -> object:
        told = value.get_secret_value() if isinstance(value, SecretStr) else value
        if info.data.get("oidc_issuer") and not (told and told.strip()):
            raise PydanticCustomError("oidc_incomplete", "a provider without it")
        return value

    @field_validator("oidc_roles", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if isinstance(value, str):
            parts = [part.partition("=") for part in value.split(",") if part.strip()]
            return {group.strip(): role.strip() for group, _, role in parts}
        return value

    @field_validator("oidc_roles")
    @classmethod
    def _are_roles(cls, roles: dict[str, str]) -> dict[str, str]:
        if not set(roles.values()) <= STAFF_ROLES:
            raise PydanticCustomError("bad_roles", "not roles")
        return roles

    @property
    def rasa_urls(self) -> tuple[str, ...]:
        """The conversation servers, one by one."""
        return tuple(self.rasa_url.split(","))

    @field_validator("rasa_url")
    @classmethod
    def _are_private_or_encrypted(cls, urls: str) -> str:
        each = [part.strip() for part in urls.split(",") if part.strip()] or [""]
        return ",".join(dict.fromkeys(_safe_address(url) for url in each))

    @field_validator("action_url", "oidc_issuer")
    @classmethod
    def _is_private_or_encrypted(cls, url: str | None) -> str | None:
        return None if url is None else _safe_address(url)

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            raise PydanticCustomError("bad_url", "bad address")
        return url.rstrip("/") if url else None

    @field_validator("embed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("embed_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            parts = urlsplit(origin)
            bare = f"{parts.scheme}://{parts.netloc}"
            if parts.scheme not in ("http", "https") or origin != bare or set(origin) & set(" ;'\"*"):
                raise PydanticCustomError("bad_origin", "not an origin")
        return origins


def _safe_address(url: str) -> str:
    """Return an address of a private network, or one that is encrypted, without the stroke at its end."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PydanticCustomError("bad_url", "bad address")
    if parts.scheme == "http" and not is_private(parts.hostname):
        raise PydanticCustomError("open_url", "not encrypted")
    return url.rstrip("/")


def load_settings() -> BridgeSettings:
    """Read the settings from the environment and `.env`.

    Raises:
        SystemExit: a setting is missing or unsafe; the message names each one and what to do.
    """
    try:
        return BridgeSettings()  # type: ignore[call-arg]
    except ValidationError as error:
        raise SystemExit(complaint(error)) from None


def complaint(error: ValidationError) -> str:
    """Return what is wrong with the settings, one line each, never showing a value."""
    lines = [say("api.settings.refused")]
    for item in error.errors(include_input=False, include_url=False):
        name = "YIHAODA_" + "_".join(str(part) for part in item["loc"]).upper()
        reasons = (
            "weak_secret", "bad_url", "open_url", "bad_origin", "bad_rate", "bad_redis", "bad_proxy",
            "bad_roles", "oidc_incomplete", "missing",
        )  # fmt: skip
        reason = item["type"] if item["type"] in reasons else "other"
        lines.append(say(f"api.settings.{reason}", name=name, min_chars=SECRET_MIN_CHARS, detail=item["msg"]))
    return "\n".join(lines)
