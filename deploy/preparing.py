"""What a start needs: the pipeline of the language, the library with its index, the trained assistant."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dotenv import load_dotenv
from rich.console import Console

from policies.cli.console import quiet_logs
from policies.content.term_export import export_dictionary
from policies.content.training_questions import export_questions
from policies.demo.load import load_demo
from policies.language.pipeline import build_pipeline, save
from policies.library import Library
from policies.settings import ROOT, LibrarySettings
from policies.wording import say

PIPELINE = ROOT / "var" / "pipeline"
MODELS = ROOT / "var" / "models"
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"


class Preparation:
    """Prepares one part after the other and says how long each took."""

    def __init__(self, console: Console, settings: LibrarySettings, var: Path) -> None:
        self.console = console
        self.settings = settings
        self.var = var
        self.questions = var / "bot" / "questions.yml"
        self.dictionary = var / "bot" / "dictionary"

    def pipeline(self) -> None:
        """Build the spaCy pipeline that Rasa loads, unless it is made from these very words.

        The words are those that `library` exported: the files' and what editors made of them.
        """
        words, entities = self.dictionary, self.settings.entities_dir
        made_from = fingerprint(words, entities)
        stamp = PIPELINE / "made-from"
        with self._step(say("cli.run.pipeline")):
            if stamp.exists() and stamp.read_text() == made_from:
                return
            PIPELINE.parent.mkdir(parents=True, exist_ok=True)
            fresh = PIPELINE.with_name(f"pipeline-{os.getpid()}")
            save(build_pipeline(words, entities), fresh)
            (fresh / "made-from").write_text(made_from)
            shutil.rmtree(PIPELINE, ignore_errors=True)
            fresh.replace(PIPELINE)

    def library(self) -> None:
        """Open the store, load the demonstration library where it is wanted, bring the index up to date."""
        with self._step(say("cli.run.library")) as say_more:
            library = Library.open(self.settings)
            if os.environ.get("YIHAODA_DEMO", "true").lower() not in ("false", "0", "no"):
                load_demo(library.store)
            library.refresh()
            export_questions(library.store, self.questions)
            export_dictionary(library.dictionary.now, self.dictionary)
            say_more.append(say("cli.run.counts", **library.store.counts()))
            library.close()

    def train(self, python: Path) -> bool:
        """Train the assistant if its inputs changed; False where there is no Rasa or training failed.

        The model is put into `var/model`, where Rasa is started from; what training says goes to
        `var/log/training.log`.
        """
        if not python.exists():
            self.console.print(say("cli.run.no_bot"))
            return False
        command = [str(python), "-m", "bot.train", "--pairs", str(self.questions), "--out", str(MODELS)]
        log = self.var / "log" / "training.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with self._step(say("cli.run.training")) as say_more, log.open("w", encoding="utf-8") as output:
            done = subprocess.run(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=output, text=True, check=False
            )
            output.write(done.stdout)
            model = _model_named(done.stdout)
            if done.returncode == 0 and model is not None:
                self._activate(model)
                say_more.append(say(f"cli.run.model_{'new' if 'trained:' in done.stdout else 'same'}"))
                return True
        self.console.print(say("cli.run.training_failed", log=log))
        return False

    def _activate(self, model: Path) -> None:
        folder = self.var / "model"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(model, folder / f"{model.name}.new")
        (folder / f"{model.name}.new").replace(folder / model.name)
        for other in folder.glob("*.tar.gz"):
            if other.name != model.name:
                other.unlink()

    @contextmanager
    def _step(self, name: str) -> Iterator[list[str]]:
        started = time.monotonic()
        more: list[str] = []
        with self.console.status(say("cli.run.doing", part=name)):
            yield more
        seconds = time.monotonic() - started
        self.console.print(say("cli.run.done", part=name, seconds=f"{seconds:.1f}", more="".join(more)))


def fingerprint(*folders: Path) -> str:
    """Return a digest of every file in these folders, and of the code that makes the pipeline."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    digest = hashlib.sha256()
    for path in [*files, *sorted((ROOT / "policies" / "language").glob("*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _model_named(output: str) -> Path | None:
    """Return the model that training says it made or found up to date."""
    found = re.findall(r"^(?:trained|up to date): (.+?\.tar\.gz)", output, re.MULTILINE)
    return ROOT / found[-1] if found else None


def var_dir() -> Path:
    """Return the folder for logs, the assistant's memory and its model."""
    return Path(os.environ.get("YIHAODA_VAR_DIR", ROOT / "var")).resolve()


def prepare(preparation: Preparation) -> None:
    """Do everything that must be there before the first answer."""
    preparation.library()
    preparation.pipeline()


def main() -> int:
    """Prepare everything and train if need be, without serving; returns the exit status."""
    quiet_logs()
    load_dotenv(ROOT / ".env")
    preparation = Preparation(Console(highlight=False), LibrarySettings(), var_dir())
    prepare(preparation)
    return 0 if preparation.train(BOT_PYTHON) else 1


if __name__ == "__main__":
    sys.exit(main())
