"""Learn where sentences belong from sentences of our own; writes `routes.json`.

    .venv/bin/python -m policies.answering.route_training

Reads the examples of `nlu_data/intents`, the templates of `route_templates.yml` and, as questions about rules,
those of the demonstration library. Prints recall by class, every example held out once. About two minutes; needs
the development requirements (scikit-learn).
"""

from __future__ import annotations

import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from policies.answering import belonging
from policies.language.normalise import normalise
from policies.settings import ROOT

TEMPLATES = Path(__file__).with_name("route_templates.yml")
INTENTS = ROOT / "nlu_data" / "intents"
DEMO_PAIRS = ROOT / "policies" / "demo" / "pairs"
AWAY = frozenset(
    [
        "emergency",
        "complaint",
        "statutory_path",
        "apply_disclosure",
        "privacy",
        "abuse",
        "injection",
        "handoff",
        "out_of_scope",
        "greet",
        "thanks",
        "goodbye",
        "bot_challenge",
    ]
)
# Answers to a question of ours stand for nothing by themselves.
LEFT_OUT = frozenset({"affirm", "deny", "change_region"})
C, EVENING, LEAST_WEIGHT = 5.0, 0.7, 0.05
MADE = 0.7
_ENTITY = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its class, and how much it counts in training."""

    text: str
    label: str
    weight: float = 1.0


def examples() -> Iterator[Sentence]:
    """Give the written examples: those of the assistant, and the questions of the demonstration library."""
    for path in sorted(INTENTS.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            intent = block.get("intent")
            if intent and intent not in LEFT_OUT:
                label = intent if intent in AWAY else belonging.POLICY
                lines = (line[2:] for line in block["examples"].splitlines() if line.startswith("- "))
                yield from (Sentence(normalise(_ENTITY.sub(r"\1", line)), label) for line in lines)
    for path in sorted(DEMO_PAIRS.glob("*.yml")):
        for pair in yaml.safe_load(path.read_text(encoding="utf-8")):
            for text in (pair["question"], *pair.get("similar", ())):
                yield Sentence(normalise(text), belonging.POLICY)


def made() -> Iterator[Sentence]:
    """Give the sentences of the templates."""
    for seed, row in enumerate(yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))):
        texts = sorted({"".join(parts) for parts in itertools.product(*row["parts"])})
        random.Random(seed).shuffle(texts)  # noqa: S311 - a draw, no secret
        yield from (Sentence(normalise(text), row["intent"], MADE) for text in texts[: row["most"]])


class Fitted:
    """A regression with its vectors."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Fit to sentences; frequent classes count less, though more than rare ones still."""
        self.vectors = TfidfVectorizer(analyzer=belonging.grams, sublinear_tf=True, min_df=2)
        self.vectors.fit(sentence.text for sentence in sentences)
        self.names = sorted(yaml.safe_load(belonging.SIGNS_FILE.read_text(encoding="utf-8")))
        counts = Counter(sentence.label for sentence in sentences)
        even = {name: (len(sentences) / len(counts) / count) ** EVENING for name, count in counts.items()}
        self.model = LogisticRegression(C=C, max_iter=300, class_weight=even)
        self.model.fit(
            self.features([sentence.text for sentence in sentences]),
            [sentence.label for sentence in sentences],
            sample_weight=[sentence.weight for sentence in sentences],
        )

    def features(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of texts."""
        shown = [set(belonging.signs(text)) for text in texts]
        rows = [[belonging.SIGN * (name in has) for name in self.names] for has in shown]
        return hstack([self.vectors.transform(texts), csr_matrix(rows)]).tocsr()

    def written(self) -> dict[str, Any]:
        """Return what `belonging` reads."""
        size, weights = len(self.vectors.vocabulary_), self.model.coef_
        places = sorted(self.vectors.vocabulary_.items())
        rarity = self.vectors.idf_
        return {
            "classes": list(self.model.classes_),
            "intercepts": [round(float(value), 3) for value in self.model.intercept_],
            "rarity": {gram: round(float(rarity[place]), 2) for gram, place in places},
            "grams": {gram: row for gram, place in places if (row := _row(weights[:, place]))},
            "signs": {name: _row(weights[:, size + place]) for place, name in enumerate(self.names)},
        }


def _row(weights: Any) -> list[float]:
    kept = [(place, round(float(weight), 2)) for place, weight in enumerate(weights)]
    return [number for place, weight in kept if abs(weight) >= LEAST_WEIGHT for number in (place, weight)]


def held_out(sentences: Sequence[Sentence], more: Sequence[Sentence]) -> list[dict[str, float]]:
    """Return the shares of every sentence by a model that has not seen it."""
    found: list[dict[str, float]] = [{} for _ in sentences]
    labels = [sentence.label for sentence in sentences]
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    for known, asked in folds.split(np.zeros(len(labels)), labels):
        fitted = Fitted([*(sentences[place] for place in known), *more])
        rows = fitted.model.predict_proba(fitted.features([sentences[place].text for place in asked]))
        for place, row in zip(asked, rows, strict=True):
            found[place] = dict(zip(fitted.model.classes_, row, strict=True))
    return found


def main() -> None:
    """Measure, train on everything, write."""
    sentences, more = list(examples()), list(made())
    shares = held_out(sentences, more)
    hits: dict[str, list[bool]] = {}
    for sentence, share in zip(sentences, shares, strict=True):
        hits.setdefault(sentence.label, []).append(max(share, key=lambda name: share[name]) == sentence.label)
    for label, row in sorted(hits.items()):
        sys.stdout.write(f"{label:<18}{len(row):>6}{sum(row) / len(row):>8.3f}\n")
    written = Fitted([*sentences, *more]).written()
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
    belonging.FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
