"""Learn the weights of ranking, confidence and quoting from the demonstration library.

    .venv/bin/python -m policies.answering.training [--calibrate]

Reads our own pairs and documents, writes `scoring/coefficients.json` and `docs/thresholds.md`, the tables from
which the thresholds follow. The weights are learned from the pairs' own similar questions; the scales of the judges
from fresh questions (`tests/questions/fresh_demo.jsonl`, written by someone who saw the standard questions alone), asked
of the library as it is and in disguise. `--calibrate` leaves the weights and does the second part alone. Needs the
development requirements (scikit-learn). Some minutes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from policies.answering.desk import build_desk
from policies.answering.inquiry import Question, Turn
from policies.answering.regions import RegionTree
from policies.answering.scoring.calibrating import Seen, calibrated, see
from policies.answering.scoring.fitting import PASSAGE, fit, fit_judges, fit_ranker, top
from policies.answering.scoring.model import FILE, Features, Judge, Linear, Model, load_model
from policies.answering.scoring.samples import Asked, Asking, asked_passages, asked_sentences, plain
from policies.answering.scoring.tables import thresholds_page
from policies.answering.stages.read import EntitiesOf
from policies.content.model import QaPair
from policies.content.store import Store
from policies.demo.load import load_demo
from policies.evaluation.questions import read_questions
from policies.language.entities import EntityReader
from policies.language.pipeline import build_pipeline
from policies.language.synonyms import Lexicon
from policies.search.embedded import EmbeddedIndex, open_index
from policies.settings import ROOT, LibrarySettings

QUESTIONS = ROOT / "tests" / "questions" / "fresh_demo.jsonl"
TABLES = ROOT / "docs" / "thresholds.md"
# From here on a passage is quoted: of those quoted, two in three hold the answer.
QUOTE = 0.45


def main() -> None:
    """Train on the demonstration library, as it is and in disguise; write the coefficients and the tables."""
    settings = LibrarySettings()
    reader = EntityReader(build_pipeline(settings.dictionary_dir, settings.entities_dir))
    with tempfile.TemporaryDirectory() as folder:
        model = load_model() if "--calibrate" in sys.argv else learned(Path(folder), settings, reader)
        varied = list(seen_fresh(Path(folder) / "as-it-is", settings, reader, model))
        single = list(seen_fresh(Path(folder) / "disguised", settings, reader, model, in_disguise=True))
    model = calibrated(model, [*varied, *single])
    FILE.write_text(json.dumps(written(model), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    TABLES.write_text(thresholds_page(model, varied, single), encoding="utf-8")


def learned(folder: Path, settings: LibrarySettings, reader: EntitiesOf) -> Model:
    """Return a model with its weights, not yet calibrated."""
    own, disguised, passages = askings(folder, settings, reader)
    asked = own + disguised
    ranker = fit_ranker(asked)
    judges = fit_judges([top(each, ranker) for each in asked], asked)
    passage = fit([features for features, _ in passages], [right for _, right in passages], PASSAGE)
    return Model(ranker, judges[False], judges[True], passage, QUOTE)


def seen_fresh(
    folder: Path, settings: LibrarySettings, reader: EntitiesOf, model: Model, in_disguise: bool = False
) -> Iterator[Seen]:
    """Give what the library makes of fresh questions."""
    store = Store.open(f"sqlite:///{folder}.db")
    load_demo(store)
    if in_disguise:
        with store.writing("disguise") as write:
            for pair in list(store.pairs()):
                write.pair(replace(plain(pair), external_id=pair.external_id))
    index = _indexed(store, folder, settings)
    desk, own = build_desk(index, store, reader, model), store.pair_ids_by_external_id()
    for each in read_questions(QUESTIONS):
        if each.expect in (None, "refuse"):
            history = (Turn(each.context),) if each.context else ()
            candidates = desk.ranked(Question(each.query, asked_on=date.today(), history=history))
            seen = see(candidates, {own[name] for name in each.positive_ids})
            if seen is not None:
                yield seen
    store.close()


def askings(
    folder: Path, settings: LibrarySettings, reader: EntitiesOf
) -> tuple[list[Asked], list[Asked], list[tuple[Features, bool]]]:
    """Return the askings of the library as it is, those of the library in disguise, and those of passages."""
    store = Store.open(f"sqlite:///{folder}/library.db")
    load_demo(store)
    index = _indexed(store, folder / "library.index", settings)
    pairs = sorted((replace(pair, id=pair.external_id or pair.id) for pair in store.pairs()), key=_id)
    policies = sorted(store.policies(), key=lambda policy: policy.doc_number or policy.title)
    tree = RegionTree(store.regions())
    lapsed = frozenset(f"policy/{each.id}" for each in policies if each.status_override)
    passages = [
        *asked_passages(pairs, lapsed, index, reader),
        *asked_sentences(policies, lapsed, index, reader),
    ]
    store.close()
    asked = {pair.id: (pair.question, *pair.similar) for pair in pairs}
    own = Asking(pairs, _indexed_anew(pairs, folder / "own", settings), reader, tree)
    similar = {pair.id: pair.similar for pair in pairs}
    disguises = [plain(pair) for pair in pairs]
    disguised = Asking(pairs, _indexed_anew(disguises, folder / "disguised", settings), reader, tree, plain)
    return list(own.every(asked)), list(disguised.every(similar)), passages


def _indexed_anew(pairs: Sequence[QaPair], folder: Path, settings: LibrarySettings) -> EmbeddedIndex:
    """Return an index of pairs alone."""
    store = Store.open(f"sqlite:///{folder}.db")
    with store.writing() as write:
        for pair in pairs:
            write.pair(replace(pair, citations=()))
    index = _indexed(store, folder, settings)
    store.close()
    return index


def _indexed(store: Store, folder: Path, settings: LibrarySettings) -> EmbeddedIndex:
    index = open_index(folder, settings.dictionary_dir, Lexicon.load(settings.dictionary_dir))
    index.follow(store)
    return index


def _id(pair: QaPair) -> str:
    return pair.id


def written(model: Model) -> dict[str, Any]:
    """Return a model as it is written to a file."""
    return {
        "ranker": _rows(model.ranker),
        "varied": _judge(model.varied),
        "single": _judge(model.single),
        "passage": _rows(model.passage),
        "quote": model.quote,
    }


def _judge(judge: Judge) -> dict[str, Any]:
    return {
        "confidence": _rows(judge.confidence),
        "offer": _rows(judge.offer),
        "sure": [judge.sure.slope, judge.sure.intercept],
        "near": [judge.near.slope, judge.near.intercept],
        "thresholds": {"high": judge.thresholds.high, "low": judge.thresholds.low},
    }


def _rows(linear: Linear) -> dict[str, Any]:
    weights = {name: round(weight, 4) for name, weight in linear.weights.items()}
    return {"intercept": round(linear.intercept, 4), "weights": weights}


if __name__ == "__main__":
    main()
