"""Run under bot/.venv: what stock Rasa and `bot.hotpath.action_results` say to the same action results, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module

hotpath = import_module("bot.hotpath.action_results")
ValidationError = import_module("jsonschema").ValidationError
RemoteAction = import_module("rasa.core.actions.action").RemoteAction

RESULTS = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "region", "value": "示范市", "timestamp": None}], "responses": []},
    {"events": [{"event": "slot", "timestamp": None, "name": "last_qa_id", "value": None}]},
    {
        "events": [
            {"event": "action", "name": "action_listen", "policy": None, "confidence": None, "timestamp": 1.5}
        ]
    },
    {"responses": [{"custom": {"outcome": "answered", "confidence": 0.93}}]},
    {"responses": [{"text": "好", "buttons": []}], "more": 1},
    {"events": "none"},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"name": "region"}]},
    {"events": None, "responses": None},
    {"responses": ["text"]},
    {"responses": {"text": "好"}},
    [],
    None,
    "text",
]


def verdicts() -> Iterator[tuple[bool, str]]:
    """Ask the validator in place about every result."""
    action = RemoteAction("action_answer", None)
    for result in RESULTS:
        try:
            yield bool(action._validate_action_result(result)), ""
        except ValidationError as error:
            yield False, error.message


stock = list(verdicts())
hotpath.apply()
json.dump({"stock": stock, "ours": list(verdicts())}, sys.stdout)
