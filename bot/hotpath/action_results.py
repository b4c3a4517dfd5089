"""Action results: checked with a schema compiled once, and not waited for endlessly.

`jsonschema.validate` checks the *schema* against its meta-schema before it checks the answer, for every action
result: three quarters of a turn's time. And a silent action server holds a turn for five minutes, the
conversation's lock with it.
"""

from __future__ import annotations

from typing import Any, Dict

import rasa.core.actions.action as rasa_action
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

ACTION_TIMEOUT_S = 10


class ActionResultValidator:
    """Accepts and rejects what `RemoteAction._validate_action_result` does, with its schema compiled once."""

    def __init__(self) -> None:
        schema = RemoteAction.action_response_format_spec()
        kind = validator_for(schema)
        kind.check_schema(schema)
        self._validator = kind(schema)

    def validate(self, result: Dict[str, Any]) -> bool:
        """Return True for an answer of the right shape; raise jsonschema's ValidationError otherwise."""
        error = best_match(self._validator.iter_errors(result))
        if error is None:
            return True
        error.message += (
            ". Failed to validate Action server response from API, make sure your response from the "
            "Action endpoint is valid. For more information about the format visit "
            f"{DOCS_BASE_URL}/custom-actions"
        )
        raise error


def apply(timeout_s: int = ACTION_TIMEOUT_S) -> None:
    """Put the compiled validator and the shorter wait in place for every action call of this process."""
    validator = ActionResultValidator()

    def validate(action: RemoteAction, result: Dict[str, Any]) -> bool:
        del action
        return validator.validate(result)

    RemoteAction._validate_action_result = validate
    rasa_action.DEFAULT_REQUEST_TIMEOUT = timeout_s
