"""A chat model behind an OpenAI-compatible address: one instruction, one text, one reply."""

from __future__ import annotations

import re

from policies.helpers.address import Address
from policies.helpers.failing import HelperFailed

# What a model writes to itself before it replies.
_THOUGHTS = re.compile(r"<think>.*?(</think>|$)", re.S)


class ChatModel:
    """Asks a model."""

    def __init__(self, address: Address, model: str) -> None:
        """Ask the model of this name at an address."""
        self._address = address
        self._model = model

    def reply(self, instruction: str, text: str, timeout_s: float, most_tokens: int) -> str:
        """Return what the model replies.

        Args:
            instruction: what it is to do with the text.
            text: the text.
            timeout_s: how long it may take.
            most_tokens: how much it may write.

        Raises:
            HelperFailed: it does not reply in time, or not with a text.
        """
        body = {
            "model": self._model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "temperature": 0,
            "max_tokens": most_tokens,
        }
        answer = self._address.post("/chat/completions", body, timeout_s)
        try:
            reply = answer["choices"][0]["message"]["content"]
        except (LookupError, TypeError) as error:
            raise HelperFailed("not a completion") from error
        if not isinstance(reply, str):
            raise HelperFailed("no text")
        return _THOUGHTS.sub("", reply).strip()
