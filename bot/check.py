"""What only Rasa can find in the training data: `bot/.venv/bin/python -m bot.check --out var/bot/check.json`.

Writes JSON: `complaints` of Rasa's own validator and of the training of its rules (a rule that a story contradicts is
one), and, where a model is named, `taken`: the published questions that it takes for anything but a policy question, as
`{question, intent, confidence}`. Exit status 0 whatever is found.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any, Dict, List, Optional

import yaml

from bot import inputs
from bot.environment import end_with_parent, prepare, progress, quiet_logs

POLICY_INTENTS = ("ask_", "find_document", "followup")
SURE = 0.5


class _Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: List[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


def complaints() -> List[str]:
    """Return what Rasa finds wrong with domain, rules and stories, one sentence each."""
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    files = [str(inputs.INTENTS), *map(str, inputs.DIALOGUE)]
    importer = TrainingDataImporter.load_from_dict(
        {}, domain_path=str(inputs.DOMAIN), training_data_paths=files
    )
    validator = Validator.from_importer(importer)
    heard = _Heard()
    logging.getLogger("rasa.validator").addHandler(heard)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", UserWarning)
        validator.verify_intents_in_stories()
        validator.verify_actions_in_stories_rules()
        validator.verify_utterances_in_stories()
        validator.verify_story_structure()
        validator.verify_slot_mappings()
    said = [*(str(each.message) for each in warned if each.category is UserWarning), *heard.lines]
    return list(dict.fromkeys(" ".join(each.split()) for each in [*said, *broken_rules()]))


def broken_rules() -> List[str]:
    """Return why the rules and stories cannot be learned together; nothing where they can."""
    from rasa.model_training import train_core
    from rasa.shared.exceptions import RasaException

    with tempfile.TemporaryDirectory() as work:
        stories = Path(work) / "stories"
        stories.mkdir()
        for root in inputs.DIALOGUE:
            for path in inputs.files_below(root):
                shutil.copy(path, stories)
        try:
            train_core(str(inputs.DOMAIN), str(inputs.CONFIG), str(stories), work)
        except RasaException as error:
            return [str(error)]
    return []


async def taken(model: Path, questions: List[str]) -> List[Dict[str, Any]]:
    """Return the questions that a model takes, with some confidence, for anything but a policy question."""
    from rasa.core.agent import Agent

    agent, found = Agent.load(model), []
    for number, question in enumerate(questions):
        if number % 100 == 0:
            progress("ask", number, len(questions))
        intent = (await agent.parse_message(question))["intent"]
        name, confidence = intent.get("name") or "", intent.get("confidence") or 0.0
        if confidence >= SURE and not name.startswith(POLICY_INTENTS):
            found.append({"question": question, "intent": name, "confidence": round(confidence, 2)})
    progress("ask", len(questions), len(questions))
    return sorted(found, key=lambda each: -each["confidence"])


def main(arguments: Optional[List[str]] = None) -> int:
    """Read the command line, look, and write what was found."""
    parser = argparse.ArgumentParser(prog="bot.check", description=__doc__)
    parser.add_argument("--pairs", type=Path, help="exported questions of published pairs (YAML)")
    parser.add_argument("--model", type=Path, help="the model that is asked about them")
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args(arguments)
    prepare()
    quiet_logs()
    end_with_parent()
    found: Dict[str, Any] = {"taken": []}
    with contextlib.redirect_stdout(sys.stderr):
        progress("validate", 0, 0)
        found["complaints"] = complaints()
        if told.model is not None and told.pairs is not None:
            rows = yaml.safe_load(told.pairs.read_text(encoding="utf-8")) or []
            found["taken"] = asyncio.run(taken(told.model, [each["question"] for each in rows]))
    told.out.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
