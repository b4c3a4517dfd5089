"""Run under bot/.venv: the intents of `routing.yml` by the newest model of a folder, as JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

QUESTIONS = Path(__file__).with_name("routing.yml")


async def read(agent: Any) -> list[tuple[str, str, str]]:
    """Return (wanted, understood, text) of every question."""
    wanted = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return [
        (want, (await agent.parse_message(text))["intent"]["name"], text)
        for want, texts in wanted.items()
        for text in texts
    ]


import_module("bot.environment").prepare()
newest = import_module("bot.model_folder").chosen(Path(sys.argv[1]))
Agent = import_module("rasa.core.agent").Agent
found = asyncio.run(read(Agent.load(newest)))
sys.stdout.write("\n" + json.dumps(found, ensure_ascii=False))
