"""Train the assistant: `bot/.venv/bin/python -m bot.train --pairs var/bot/questions.yml --out var/models`.

Nothing is trained where a model of the same inputs exists. A model appears in the folder when it is complete, never
before; beside it, in a folder of its name, lies what it was trained on, so that it can be measured later. Exit status: 0 a model stands ready, 1 training failed, 2 an input is missing or malformed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import List, Optional

from bot import inputs
from bot.environment import prepare, progress, quiet_logs
from bot.questions import (
    BadQuestions,
    chosen_questions,
    examples_by_intent,
    read_questions,
    write_training_data,
)

KEPT_MODELS = 3
# Annotated entities are tests of the ruler; Rasa expects a trained extractor to use them.
_EXPECTED = r"(?s).*training data consisting of entity examples.*"


def say(text: str) -> None:
    """Write one line of progress at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def add_questions(pairs: Optional[Path], folder: Path) -> List[str]:
    """Write the training data made of the exported questions; return the files to train with."""
    files = [str(inputs.INTENTS), *map(str, inputs.DIALOGUE)]
    if pairs is None:
        return files
    chosen = chosen_questions(examples_by_intent(inputs.INTENTS), read_questions(pairs))
    say(f"questions of published pairs: {sum(map(len, chosen.values()))} taken in")
    if any(chosen.values()):
        path = folder / "published.yml"
        write_training_data(chosen, path)
        files.append(str(path))
    return files


def keep_inputs(folder: Path, pairs: Optional[Path]) -> None:
    """Keep the recipe, the examples and the questions that a model learns from in a folder of its own."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    shutil.copy(inputs.CONFIG, fresh / "config.yml")
    shutil.copytree(inputs.INTENTS, fresh / "intents")
    if pairs is not None:
        by_hand = examples_by_intent(inputs.INTENTS)
        write_training_data(chosen_questions(by_hand, read_questions(pairs)), fresh / "published.yml")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.replace(folder)


def train_into(out: Path, name: str, pairs: Optional[Path]) -> Path:
    """Train a model and move it to `out/name.tar.gz`; raise what Rasa raises."""
    from rasa.model_training import train

    quiet_logs()
    with tempfile.TemporaryDirectory(prefix=".training-", dir=out) as work:
        files = add_questions(pairs, Path(work))
        say("training …")
        progress("train", 0, 0)
        warnings.filterwarnings("ignore", message=_EXPECTED)
        result = train(
            domain=str(inputs.DOMAIN),
            config=str(inputs.CONFIG),
            training_files=files,
            output=work,
            force_training=True,
            fixed_model_name=name,
        )
        if result.model is None:
            raise RuntimeError(f"Rasa made no model (code {result.code})")
        made = out / f"{name}.tar.gz"
        Path(result.model).replace(made)
    return made


def drop_old_models(out: Path) -> None:
    """Keep the newest models of `out`."""
    models = sorted(out.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in models[KEPT_MODELS:]:
        path.unlink()
        shutil.rmtree(path.with_name(path.name[: -len(".tar.gz")]), ignore_errors=True)


def missing_input(pairs: Optional[Path]) -> Optional[Path]:
    """Return the first input that is not there."""
    needed = [inputs.CONFIG, inputs.PIPELINE, *([pairs] if pairs else [])]
    return next((path for path in needed if not path.exists()), None)


def ensure_model(out: Path, pairs: Optional[Path], *, force: bool) -> Path:
    """Return the model of today's inputs, training it where there is none, and make it the folder's newest."""
    started = time.monotonic()
    name = f"assistant-{inputs.fingerprint(pairs)}"
    out.mkdir(parents=True, exist_ok=True)
    model = out / f"{name}.tar.gz"
    if model.exists() and not force:
        os.utime(model)
        if not (out / name).is_dir():
            keep_inputs(out / name, pairs)
        say(f"up to date: {model}")
        return model
    model = train_into(out, name, pairs)
    keep_inputs(out / name, pairs)
    drop_old_models(out)
    say(f"trained: {model} ({model.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s)")
    return model


def main(arguments: Optional[List[str]] = None) -> int:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="bot.train", description=__doc__)
    parser.add_argument("--pairs", type=Path, help="exported questions of published pairs (YAML)")
    parser.add_argument("--out", type=Path, default=Path("var/models"), help="the folder of models")
    parser.add_argument("--force", action="store_true", help="train even where nothing has changed")
    chosen = parser.parse_args(arguments)
    missing = missing_input(chosen.pairs)
    if missing is not None:
        sys.stderr.write(f"not found: {missing}\n")
        return 2
    prepare()
    try:
        ensure_model(chosen.out, chosen.pairs, force=chosen.force)
    except BadQuestions as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except Exception as error:
        sys.stderr.write(f"training failed: {type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
