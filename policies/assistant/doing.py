"""What the trainer does for each kind of run: training and measuring a model, measuring one, looking over the data."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from policies.assistant.checking import with_rasas_findings
from policies.assistant.data_check import check_data, read_sentences
from policies.assistant.model import Kind, Model, Run
from policies.assistant.preparing import BOT_PYTHON, MADE, Learned, digest_of
from policies.assistant.registry import Registry
from policies.assistant.working import StepFailed, Steps
from policies.content.store import Store
from policies.settings import ROOT, LibrarySettings

_MADE = re.compile(r"^(trained|up to date): (.+?\.tar\.gz)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a run came to: the model that was made or measured, and more."""

    model_id: str | None = None
    result: dict[str, Any] | None = None


class Doing:
    """Does one run."""

    def __init__(self, store: Store, settings: LibrarySettings, registry: Registry, steps: Steps) -> None:
        self._store = store
        self._registry = registry
        self._steps = steps
        self._learned = Learned(settings)

    def do(self, run: Run) -> Found:
        """Do it.

        Raises:
            StepFailed: a step ended with an error, or Rasa is not on this machine.
            Stopped: the run was cancelled, or the trainer ends.
        """
        if run.kind is Kind.CHECK:
            return self._check()
        if not BOT_PYTHON.exists():
            raise StepFailed("no_rasa")
        return self._train(run) if run.kind is Kind.TRAIN else self._compare(run)

    def _prepare(self) -> None:
        self._steps.begin("prepare")
        self._steps.run([sys.executable, "-m", "policies.assistant.preparing"], "preparing")

    def _train(self, run: Run) -> Found:
        self._prepare()
        pairs = str(self._learned.questions)
        told = self._steps.run([str(BOT_PYTHON), "-m", "bot.inputs", "--pairs", pairs], "preparing")
        digests = json.loads(told[-1])
        self._steps.begin("train")
        said = self._steps.run(
            [str(BOT_PYTHON), "-m", "bot.train", "--pairs", pairs, "--out", str(MADE)], "training"
        )
        verb, path = next(found.groups() for line in reversed(said) if (found := _MADE.match(line)))
        name = self._registry.folder.adopt(ROOT / path)
        known = {each.id for each in self._registry.every()}
        self._registry.register(described(self._registry, name, digests, run.asked_by))
        self._measure(run.folds, name)
        return Found(name, {"unchanged": verb != "trained" and name in known})

    def _compare(self, run: Run) -> Found:
        model = self._registry.get(run.model_id or "")
        self._measure(run.folds, model.id)
        return Found(model.id)

    def _measure(self, folds: int, name: str) -> None:
        """Measure a model and the one that answers on the same parts of the same examples, where they are not yet."""
        active = self._registry.active()
        asked = f"{digest_of(ROOT / 'nlu_data' / 'intents')[:24]}-{folds}"
        names = dict.fromkeys((name, *([active.id] if active else [])))
        for at, each in enumerate(names):
            model = self._registry.get(each)
            inputs = self._registry.folder.inputs(each)
            if model.evaluated_on == asked or not inputs.is_dir():
                continue
            self._steps.begin("measure" if at == 0 else "measure_active")
            with tempfile.TemporaryDirectory(prefix="yihaoda-measured-") as work:
                out = Path(work) / "figures.json"
                command = [
                    str(BOT_PYTHON),
                    "-m",
                    "bot.crossval",
                    "--data",
                    str(inputs),
                    "--folds",
                    str(folds),
                ]
                self._steps.run([*command, "--out", str(out)], "measuring")
                self._registry.measured(each, json.loads(out.read_text(encoding="utf-8")), asked)

    def _check(self) -> Found:
        self._prepare()
        self._steps.begin("check")
        checked = check_data(ROOT)
        told: dict[str, Any] | None = None
        if BOT_PYTHON.exists():
            told = self._ask_rasa()
        return Found(result=with_rasas_findings(checked, told, self._store).as_row())

    def _ask_rasa(self) -> dict[str, Any]:
        active = self._registry.active()
        with tempfile.TemporaryDirectory(prefix="yihaoda-checked-") as work:
            out = Path(work) / "check.json"
            command = [str(BOT_PYTHON), "-m", "bot.check", "--out", str(out)]
            if active is not None and self._registry.folder.has(active.id):
                model = self._registry.folder.file(active.id)
                command += ["--model", str(model), "--pairs", str(self._learned.questions)]
            self._steps.run(command, "checking")
            return dict(json.loads(out.read_text(encoding="utf-8")))


def described(registry: Registry, name: str, digests: dict[str, str], person: str) -> Model:
    """Return what is to be known of a model that was made for somebody and whose files are in the folder."""
    inputs, file = registry.folder.inputs(name), registry.folder.file(name)
    known = next((each for each in registry.every() if each.id == name), None)
    return Model(
        id=name,
        made_at=known.made_at if known else datetime.now(UTC),
        made_by=known.made_by if known else person,
        recipe=digests["recipe"],
        data=digests["data"],
        examples=sum(_examples(sorted((inputs / "intents").glob("*.yml")))),
        published=sum(_lines(inputs / "published.yml")),
        megabytes=round(file.stat().st_size / 1e6, 1),
    )


def _examples(paths: Iterable[Path]) -> Iterable[int]:
    return (len(read_sentences(path.read_text(encoding="utf-8"), path.name)) for path in paths)


def _lines(path: Path) -> Iterable[int]:
    if not path.exists():
        return ()
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    return (len(block["examples"].splitlines()) for block in blocks)
