"""Similar questions drafted by a chat model, for an editor to choose from."""

from __future__ import annotations

import re

from policies.content.model import QaPair
from policies.helpers.chat_model import ChatModel
from policies.helpers.prompts import prompts

MOST_TOKENS = 600
_NUMBER = re.compile(r"^\s*([-*•·]|[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、:：])\s*")
_MARKS = " \t“”\"'「」"


class QuestionDrafter:
    """Asks a model how people would ask what a pair answers."""

    def __init__(self, model: ChatModel, timeout_s: float) -> None:
        """Ask `model`, which may take so long."""
        self._model = model
        self._timeout_s = timeout_s

    def similar(self, pair: QaPair) -> list[str]:
        """Return what the model proposes, unchecked; raises HelperFailed."""
        text = prompts()["pair"].format(question=pair.question, summary=pair.summary)
        reply = self._model.reply(prompts()["draft"], text, self._timeout_s, MOST_TOKENS)
        lines = (_NUMBER.sub("", line).strip(_MARKS) for line in reply.splitlines())
        return [line for line in lines if line]
