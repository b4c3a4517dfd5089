"""The baseline: stock Rasa with its documented Chinese recipe, default server, and a remote action.

It is trained on the same intents with one rule for each of them, and asks the same action server, so that
both sides do the same work in the library. Few epochs: they change what it understands, not how long a turn takes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT
from tests.e2e.service import free_port, until

RASA = ROOT / "bot" / ".venv" / "bin" / "rasa"
EPOCHS = 5
ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}

CONFIG = f"""
language: zh
pipeline:
  - name: JiebaTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {EPOCHS}
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {EPOCHS}
  - name: FallbackClassifier
    threshold: 0.3
policies:
  - name: MemoizationPolicy
  - name: TEDPolicy
    max_history: 5
    epochs: {EPOCHS}
  - name: RulePolicy
"""


def build(folder: Path) -> float:
    """Write and train the stock project unless that is done already; returns the seconds of training."""
    done = folder / "trained-in"
    if done.exists():
        return float(done.read_text())
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    intents = []
    for path in sorted((ROOT / "nlu_data" / "intents").glob("*.yml")):
        shutil.copy(path, folder / "data" / path.name)
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        intents += [each["intent"] for each in found.get("nlu", ()) if "intent" in each]
    rules = [
        {"rule": intent, "steps": [{"intent": intent}, {"action": "action_answer"}]}
        for intent in dict.fromkeys([*intents, "nlu_fallback"])
    ]
    domain = {
        "version": "3.1",
        "intents": list(dict.fromkeys(intents)),
        "actions": ["action_answer"],
        "entities": ["region", "audience", "topic", "doc_number", "department", "year", "amount", "facet"],
        "slots": {
            name: {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("region", "audience", "topic", "last_qa_id", "last_policy_id", "last_question")
        },
    }
    _write(folder / "data" / "rules.yml", {"version": "3.1", "rules": rules})
    _write(folder / "domain.yml", domain)
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    began = time.monotonic()
    command = [str(RASA), "train", "--fixed-model-name", "stock", "--quiet"]
    with (folder / "train.log").open("wb") as log:
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stdout=log, stderr=log)
    seconds = time.monotonic() - began
    done.write_text(f"{seconds:.1f}")
    return seconds


@contextmanager
def running(folder: Path, actions: str, secret: str, is_up: Any) -> Iterator[tuple[str, int, float]]:
    """Run stock Rasa beside an action server; gives (address, process number, seconds to start)."""
    port = free_port()
    endpoint = {"url": f"{actions}/webhook", "headers": {"Authorization": f"Bearer {secret}"}}
    _write(folder / "endpoints.yml", {"action_endpoint": endpoint})
    _write(folder / "credentials.yml", {"rest": None})
    command = [str(RASA), "run", "--port", str(port), "--interface", "127.0.0.1", "--model", "models"]
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            seconds = until(lambda: bool(is_up(address)), 240, "stock Rasa")
            yield address, process.pid, seconds
        finally:
            process.terminate()
            process.wait(timeout=60)


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
