"""What a start needs: the pipeline of the language, the library with its index, the trained assistant."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dotenv import load_dotenv
from rich.console import Console

from policies.assistant.doing import described
from policies.assistant.folder import ModelFolder
from policies.assistant.preparing import BOT_PYTHON, MADE, Learned
from policies.assistant.registry import Registry
from policies.cli.console import quiet_logs
from policies.content.store import Store
from policies.demo.load import load_demo
from policies.library import Library
from policies.settings import ROOT, LibrarySettings
from policies.wording import say

BY_ITSELF = "make run"


class Preparation:
    """Prepares one part after the other and says how long each took."""

    def __init__(self, console: Console, settings: LibrarySettings, var: Path) -> None:
        self.console = console
        self.settings = settings
        self.var = var
        self.learned = Learned(settings)

    def pipeline(self) -> None:
        """Build the spaCy pipeline that Rasa loads, unless it is made from these very words.

        The words are those that `library` exported: the files' and what editors made of them.
        """
        with self._step(say("cli.run.pipeline")):
            self.learned.build_pipeline()

    def library(self) -> None:
        """Open the store, load the demonstration library where it is wanted, bring the index up to date."""
        with self._step(say("cli.run.library")) as say_more:
            library = Library.open(self.settings)
            if os.environ.get("YIHAODA_DEMO", "true").lower() not in ("false", "0", "no"):
                load_demo(library.store)
            library.refresh()
            self.learned.write(library.store, library.dictionary.now)
            say_more.append(say("cli.run.counts", **library.store.counts()))
            library.close()

    def train(self, python: Path, *, always: bool = False) -> bool:
        """See to it that a model that fits the program answers; False where there is no Rasa or training failed.

        A model that was activated stays, whatever the site has learned since: training is a person's step, and so is
        going over to what was trained. Only where none was activated, or the program brings another recipe than the
        active one was made of, a model is trained and takes its place by itself. What training says goes to
        `var/log/training.log`.

        Args:
            python: Rasa's interpreter.
            always: train anew where the inputs changed in any way; the model waits in the registry to be activated.
        """
        if not python.exists():
            self.console.print(say("cli.run.no_bot"))
            return False
        store = Store.open(self.settings.resolved_database_url())
        try:
            registry = Registry(store.engine, ModelFolder(self.var / "model"))
            return self._train(registry, python, always)
        finally:
            store.close()

    def _train(self, registry: Registry, python: Path, always: bool) -> bool:
        pairs = str(self.learned.questions)
        digests = self._digests(python, pairs)
        active = registry.active()
        fits = (
            active is not None and active.recipe == digests.get("recipe") and registry.folder.has(active.id)
        )
        with self._step(say("cli.run.training")) as say_more:
            if fits and not always:
                registry.point()
                changed = active is not None and active.data != digests["data"]
                say_more.append(say(f"cli.run.model_{'kept' if changed else 'same'}"))
                return True
            model, is_new = self._make(python, pairs) if digests else (None, False)
            if model is not None:
                name = registry.folder.adopt(model)
                registry.register(described(registry, name, digests, BY_ITSELF))
                if not fits and (active is None or active.id != name):
                    registry.activate(name, BY_ITSELF, say("assistant.by_itself"), by_itself=True)
                registry.point()
                say_more.append(say(f"cli.run.model_{'new' if is_new else 'same'}"))
                if fits and active is not None and active.id != name:
                    say_more.append(say("cli.run.model_waits", model=name))
                return True
        self.console.print(say("cli.run.training_failed", log=self._log()))
        return False

    def _digests(self, python: Path, pairs: str) -> dict[str, str]:
        """Return the digests of what a model is made of; nothing where Rasa's environment does not run."""
        command = [str(python), "-m", "bot.inputs", "--pairs", pairs]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if told.returncode == 0:
            return dict(json.loads(told.stdout))
        self._log().write_text(told.stderr, encoding="utf-8")
        return {}

    def _log(self) -> Path:
        log = self.var / "log" / "training.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        return log

    def _make(self, python: Path, pairs: str) -> tuple[Path | None, bool]:
        """Return the model of the inputs as they are and whether it was trained now; None where training failed."""
        command = [str(python), "-m", "bot.train", "--pairs", pairs, "--out", str(MADE)]
        with self._log().open("w", encoding="utf-8") as output:
            done = subprocess.run(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=output, text=True, check=False
            )
            output.write(done.stdout)
        found = re.findall(r"^(trained|up to date): (.+?\.tar\.gz)", done.stdout, re.MULTILINE)
        if done.returncode != 0 or not found:
            return None, False
        return ROOT / found[-1][1], found[-1][0] == "trained"

    @contextmanager
    def _step(self, name: str) -> Iterator[list[str]]:
        started = time.monotonic()
        more: list[str] = []
        with self.console.status(say("cli.run.doing", part=name)):
            yield more
        seconds = time.monotonic() - started
        self.console.print(say("cli.run.done", part=name, seconds=f"{seconds:.1f}", more="".join(more)))


def var_dir() -> Path:
    """Return the folder for logs, and for the assistant's models and what they learn."""
    return LibrarySettings().var_dir


def prepare(preparation: Preparation) -> None:
    """Do everything that must be there before the first answer."""
    preparation.library()
    preparation.pipeline()


def main() -> int:
    """Prepare everything and train where the inputs changed, without serving; returns the exit status."""
    quiet_logs()
    load_dotenv(ROOT / ".env")
    preparation = Preparation(Console(highlight=False), LibrarySettings(), var_dir())
    prepare(preparation)
    return 0 if preparation.train(BOT_PYTHON, always=True) else 1


if __name__ == "__main__":
    sys.exit(main())
