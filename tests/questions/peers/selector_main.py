"""Runs in Rasa's own environment: train its ResponseSelector on the rows of a library, then ask it.

`bot/.venv/bin/python -m tests.questions.peers.selector_main IN OUT`: IN holds a list of jobs {"rows":
[[entry, text], …], "queries": […], "epochs": n}; OUT gets for each {"ranked": [[entry, …], …], "training_s": s,
"spent": [[ms, processor ms], …]}.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

_MARKUP = re.compile(r"[\[\](){}]")

# Rasa's documented recipe for languages without spaces, with the selector alone behind it.
CONFIG = """
recipe: default.v1
language: zh
pipeline:
  - name: JiebaTokenizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: ResponseSelector
    epochs: {epochs}
    ranking_length: 10
    retrieval_intent: faq
policies: []
"""


def written(folder: Path, rows: list[list[str]], epochs: int) -> dict[str, str]:
    """Write the project's files; returns their paths."""
    examples: dict[str, list[str]] = {}
    for entry, text in rows:
        examples.setdefault(entry, []).append(_MARKUP.sub("", " ".join(text.split())))
    nlu = [
        {"intent": f"faq/{entry}", "examples": "".join(f"- {text}\n" for text in texts)}
        for entry, texts in examples.items()
    ]
    responses = {f"utter_faq/{entry}": [{"text": entry}] for entry in examples}
    domain = {"version": "3.1", "intents": [{"faq": {"is_retrieval_intent": True}}], "responses": responses}
    files: dict[str, dict[str, Any]] = {"nlu": {"version": "3.1", "nlu": nlu}, "domain": domain}
    for name, content in files.items():
        # JSON is YAML, but Rasa looks for the keys at the beginning of a line.
        text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in content.items())
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    (folder / "config.yml").write_text(CONFIG.format(epochs=epochs), encoding="utf-8")
    return {name: str(folder / f"{name}.yml") for name in ("config", "nlu", "domain")}


async def asked(agent: Any, queries: list[str]) -> dict[str, Any]:
    """Return the ranking of every query and its milliseconds."""
    ranked, spent = [], []
    for query in queries:
        clock, processor = time.perf_counter(), time.process_time()
        message = await agent.parse_message(query)
        spent.append((1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)))
        ranking = message["response_selector"]["faq"]["ranking"]
        ranked.append([each["intent_response_key"].partition("/")[2] for each in ranking])
    return {"ranked": ranked, "spent": spent}


def done(job: dict[str, Any]) -> dict[str, Any]:
    """Train a selector and ask it."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder), job["rows"], job["epochs"])
        began = time.monotonic()
        model = train_nlu(files["config"], files["nlu"], folder, domain=files["domain"])
        training_s = time.monotonic() - began
        return {**asyncio.run(asked(Agent.load(model), job["queries"])), "training_s": training_s}


def main() -> None:
    """Do every job and write what came of it."""
    jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(json.dumps(list(map(done, jobs)), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
