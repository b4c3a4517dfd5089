"""Settings of the action server."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict

from policies.settings import ROOT


class ActionSettings(BaseSettings):
    """From the environment (`YIHAODA_…`) or the file `.env` in the project's root.

    Attributes:
        internal_secret: what Rasa must bring; made at set-up.
        action_url: where Rasa finds this server; a loopback address only.
    """

    model_config = SettingsConfigDict(env_prefix="YIHAODA_", env_file=ROOT / ".env", extra="ignore")

    internal_secret: str = ""
    action_url: str = "http://127.0.0.1:5055/webhook"

    @property
    def host(self) -> str:
        """The address to listen on."""
        return urlsplit(self.action_url).hostname or ""

    @property
    def port(self) -> int:
        """The port to listen on."""
        return urlsplit(self.action_url).port or 5055
