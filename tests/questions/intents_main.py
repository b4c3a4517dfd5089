"""Runs in Rasa's own environment: what the trained assistant understands.

`bot/.venv/bin/python -m tests.questions.intents_main MODEL IN OUT`: IN holds a list of texts, OUT gets a list of
[intent, confidence].
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.environment import prepare, quiet_logs


async def understood(agent: Any, texts: list[str]) -> list[tuple[str, float]]:
    """Return intent and confidence of every text."""
    found = []
    for text in texts:
        intent = (await agent.parse_message(text))["intent"]
        found.append((intent["name"] or "", float(intent["confidence"])))
    return found


def main() -> None:
    """Load the model, parse, write."""
    prepare()
    from rasa.core.agent import Agent

    quiet_logs()
    texts = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    intents = asyncio.run(understood(Agent.load(sys.argv[1]), texts))
    Path(sys.argv[3]).write_text(json.dumps(intents, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
