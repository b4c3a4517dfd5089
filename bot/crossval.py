"""Cross-validate the intents: `bot/.venv/bin/python -m bot.crossval --folds 5 > var/bot/crossval.json`.

Writes JSON: macro and weighted F1, precision and recall of every intent, the seconds of one training, the confusions.
The examples by hand are cut into as many parts as there are folds; each part is asked of a model that was trained
without it. `--config` compares another recipe; `--data` measures a model by what it was trained on (the folder that
`bot.train` keeps beside it), with the same parts of the same examples. Progress goes to the error stream.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from bot import inputs
from bot.environment import end_with_parent, prepare, progress, quiet_logs


def train_nlu(config: Path, data: Path, folder: Path) -> Tuple[Any, float]:
    """Train understanding only; return the loaded agent and the seconds of the training."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu as rasa_train_nlu

    started = time.monotonic()
    model = rasa_train_nlu(
        config=str(config), nlu_data=str(data), output=str(folder), domain=str(inputs.DOMAIN)
    )
    return Agent.load(model), time.monotonic() - started


async def predict(agent: Any, texts: List[str]) -> List[str]:
    """Return the intent of every text ("" for none)."""
    return [(await agent.parse_message(text))["intent"]["name"] or "" for text in texts]


def report(tested: List[Tuple[str, str, str]], seconds: List[float]) -> Dict[str, Any]:
    """Return the figures of all folds together; `tested` holds (intent, predicted intent, text)."""
    from sklearn.metrics import classification_report

    truth, predicted, _ = zip(*tested, strict=True)
    figures = classification_report(truth, predicted, output_dict=True, zero_division=0)
    intents = sorted(set(truth))
    keys = ("precision", "recall", "f1-score", "support")
    return {
        "examples": len(truth),
        "intents": len(intents),
        "macro_f1": round(figures["macro avg"]["f1-score"], 4),
        "weighted_f1": round(figures["weighted avg"]["f1-score"], 4),
        "training_s": round(sum(seconds) / len(seconds), 1),
        "per_intent": {name: {key: round(figures[name][key], 4) for key in keys} for name in intents},
        "confusions": [each for each in tested if each[0] != each[1]],
    }


def read(*paths: Path) -> Any:
    """Return the training data of files and folders; one that is not there adds nothing."""
    from rasa.shared.importers.utils import training_data_from_paths

    return training_data_from_paths([str(each) for path in paths for each in inputs.files_below(path)], "zh")


def cross_validate(config: Path, folds: int, data: Optional[Path] = None) -> Dict[str, Any]:
    """Train and test `folds` times over the hand-written examples, each tested once.

    What is learned are the examples themselves, or what lies in `data`, but for those that are tested.
    """
    from rasa.shared.nlu.training_data.training_data import TrainingData
    from sklearn.model_selection import StratifiedKFold

    asked = read(inputs.INTENTS)
    learned = read(data / "intents", data / "published.yml") if data is not None else asked
    examples = asked.intent_examples
    labels = [each.get("intent") for each in examples]
    tested: List[Tuple[str, str, str]] = []
    seconds: List[float] = []
    splits = StratifiedKFold(folds, shuffle=True, random_state=1).split(examples, labels)
    progress("measure", 0, folds)
    for number, (_, test) in enumerate(splits, start=1):
        texts = [str(examples[index].get("text")) for index in test]
        hidden = set(texts)
        with tempfile.TemporaryDirectory() as work:
            file = Path(work) / "nlu.yml"
            kept = [each for each in learned.intent_examples if each.get("text") not in hidden]
            TrainingData(kept, regex_features=learned.regex_features).persist_nlu(str(file))
            agent, spent = train_nlu(config, file, Path(work))
            predicted = asyncio.run(predict(agent, texts))
        tested += zip((labels[index] for index in test), predicted, texts, strict=True)
        seconds.append(spent)
        sys.stderr.write(f"fold {number} of {folds}: trained in {spent:.0f} s\n")
        progress("measure", number, folds)
    return report(tested, seconds)


def main(arguments: Optional[List[str]] = None) -> int:
    """Read the command line and write the figures."""
    parser = argparse.ArgumentParser(prog="bot.crossval", description=__doc__)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--data", type=Path, help="what a model was trained on")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="the file to write; the standard output unless it is named")
    chosen = parser.parse_args(arguments)
    own = chosen.data / "config.yml" if chosen.data is not None else inputs.CONFIG
    prepare()
    quiet_logs()
    end_with_parent()
    with contextlib.redirect_stdout(sys.stderr):  # Rasa reports on the standard output
        found = cross_validate(chosen.config or own, chosen.folds, chosen.data)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if chosen.out is None:
        sys.stdout.write(text)
    else:
        chosen.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
