"""The settings of the optional helpers; what is empty is off."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What a model wants before its texts ("query: ")."""

    asked: str = ""
    stored: str = ""


class HelperSettings(BaseSettings):
    """Which helpers a site has.

    Attributes:
        dense_url: an OpenAI-compatible base address that makes vectors.
        dense_model: the model's name there; without an address a folder with an ONNX model, or a
            sentence-transformers model by path or hub name.
        dense_key: bearer key of the address.
        dense_asked_prefix, dense_stored_prefix: put before questions and before stored questions.
        dense_timeout_s: what a question waits for its vector.
        chat_url, chat_model, chat_key: an OpenAI-compatible chat model.
        chat_rewrites: whether questions are put into official words by it, for one more search.
        chat_timeout_s: what a question waits for that.
        chat_drafts_timeout_s: what an editor waits for drafted questions.
    """

    dense_url: str = ""
    dense_model: str = ""
    dense_key: SecretStr = SecretStr("")
    dense_asked_prefix: str = ""
    dense_stored_prefix: str = ""
    dense_timeout_s: float = Field(default=0.3, gt=0, le=10)
    chat_url: str = ""
    chat_model: str = ""
    chat_key: SecretStr = SecretStr("")
    chat_rewrites: bool = False
    chat_timeout_s: float = Field(default=1.5, gt=0, le=30)
    chat_drafts_timeout_s: float = Field(default=60.0, gt=0, le=600)

    def prefixes(self) -> Prefixes:
        """Return what is put before texts."""
        return Prefixes(self.dense_asked_prefix, self.dense_stored_prefix)
