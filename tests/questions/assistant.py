"""The intents that the assistant understands, as they reach the library with a question."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from policies.assistant.folder import ModelFolder
from policies.language.normalise import normalise
from tests.conftest import ROOT

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
MOST_SECONDS = 900

Intents = dict[str, tuple[str, float]]


def trained() -> Path:
    """Return the assistant's model that answers, trained first where there is none (as `make train` does)."""
    _run(sys.executable, "-m", "deploy.preparing")
    folder = ModelFolder(ROOT / "var" / "model")
    name = folder.pointed_at()
    if name is None:
        raise FileNotFoundError(f"no model was chosen in {folder.path}")
    return folder.file(name)


def intents_of(texts: Sequence[str]) -> Intents:
    """Return the intent and its confidence of every text; the bridge sends texts normalised, so do we.

    Raises:
        subprocess.CalledProcessError: Rasa failed; its last words are in `stderr`.
    """
    model = trained()
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "texts.json", Path(folder) / "intents.json"
        sent = [normalise(text) or text for text in texts]
        asked.write_text(json.dumps(sent, ensure_ascii=False), encoding="utf-8")
        _run(str(PYTHON), "-m", "tests.questions.intents_main", str(model), str(asked), str(told))
        intents = json.loads(told.read_text(encoding="utf-8"))
    return {text: (str(name), float(sure)) for text, (name, sure) in zip(texts, intents, strict=True)}


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=MOST_SECONDS)
