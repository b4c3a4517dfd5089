"""Learn where sentences belong from sentences of our own; writes `routes.json`.

    .venv/bin/python -m policies.answering.route_training

Reads what `route_sentences` gives. Prints recall by class and where the missed went, by models that have seen no
sentence of the same group. Some minutes; needs the development requirements (scikit-learn).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from policies.answering import belonging
from policies.answering.route_sentences import Sentence, sentences

C, EVENING, LEAST_WEIGHT, LEAST_SEEN = 10.0, 0.35, 0.15, 8
FOLDS = 5


class Fitted:
    """A regression with its vectors."""

    def __init__(self, known: Sequence[Sentence]) -> None:
        """Fit to sentences; frequent classes count less, though more than rare ones still."""
        self.vectors = TfidfVectorizer(analyzer=belonging.grams, sublinear_tf=True, min_df=LEAST_SEEN)
        self.vectors.fit(sentence.text for sentence in known)
        self.names = sorted(yaml.safe_load(belonging.SIGNS_FILE.read_text(encoding="utf-8")))
        counts = Counter(sentence.label for sentence in known)
        even = {name: (len(known) / len(counts) / count) ** EVENING for name, count in counts.items()}
        self.model = LogisticRegression(C=C, max_iter=300, class_weight=even)
        self.model.fit(
            self.features([sentence.text for sentence in known]),
            [sentence.label for sentence in known],
            sample_weight=[sentence.weight for sentence in known],
        )

    def features(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of texts."""
        shown = [belonging.signs(text) for text in texts]
        rows = [[belonging.SIGN * (name in has) for name in self.names] for has in shown]
        return hstack([self.vectors.transform(texts), csr_matrix(rows)]).tocsr()

    def written(self) -> dict[str, Any]:
        """Return what `belonging` reads; a gram that says nothing still counts for the length of a vector."""
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


def held_out(known: Sequence[Sentence]) -> list[str]:
    """Return the class that each sentence is given by a model that has seen nothing of its group."""
    found = [""] * len(known)
    groups = [sentence.group for sentence in known]
    for seen, asked in GroupKFold(FOLDS).split(known, groups=groups):
        fitted = Fitted([known[place] for place in seen])
        labels = fitted.model.predict(fitted.features([known[place].text for place in asked]))
        for place, label in zip(asked, labels, strict=True):
            found[place] = str(label)
    return found


def table(known: Sequence[Sentence], found: Sequence[str]) -> str:
    """Return recall by class, and what the missed were taken for."""
    lines = []
    for label in sorted({sentence.label for sentence in known}):
        taken = Counter(name for sentence, name in zip(known, found, strict=True) if sentence.label == label)
        total = taken.total()
        missed = ", ".join(f"{name} {count}" for name, count in taken.most_common(5) if name != label)
        lines.append(f"{label:<18}{total:>6}{taken[label] / total:>8.3f}  {missed}\n")
    return "".join(lines)


def main() -> None:
    """Measure, train on everything, write."""
    known = sentences()
    sys.stdout.write(table(known, held_out(known)))
    text = json.dumps(Fitted(known).written(), ensure_ascii=False, separators=(",", ":"))
    belonging.FILE.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
