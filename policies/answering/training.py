"""Learn the weights of ranking, confidence and quoting from the demonstration library.

    .venv/bin/python -m policies.answering.training

Reads our own pairs and documents, writes `scoring/coefficients.json` and prints the tables from which
the thresholds are chosen. Needs the development requirements (scikit-learn). About two minutes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from policies.answering.regions import RegionTree
from policies.answering.scoring.fitting import (
    PASSAGE,
    fit,
    fit_judges,
    fit_ranker,
    judge_held_out,
    platt_of,
    top,
)
from policies.answering.scoring.model import FILE, Features, Judge, Linear
from policies.answering.scoring.samples import Asked, Asking, asked_passages, asked_sentences, plain
from policies.answering.scoring.tables import report, report_passages
from policies.answering.stages.read import EntitiesOf
from policies.content.model import QaPair
from policies.content.store import Store
from policies.demo.load import load_demo
from policies.language.entities import EntityReader
from policies.language.pipeline import build_pipeline
from policies.language.synonyms import Lexicon
from policies.search.embedded import EmbeddedIndex, open_index
from policies.settings import LibrarySettings

# Chosen from the tables below, on fields not learned from. `high`: of what is answered directly at most 5 %
# is wrong, in either library. `low`: of the questions told otherwise whose pair is among the first three 6 to 8 %
# go without buttons, of the questions of a field that the library lacks half; a button too many does less harm
# than a pair withheld.
THRESHOLDS = {"high": 0.8, "low": 0.2, "quote": 0.45}


def main() -> None:
    """Train on the demonstration library, as it is and in disguise, and write the coefficients."""
    settings = LibrarySettings()
    reader = EntityReader(build_pipeline(settings.dictionary_dir, settings.entities_dir))
    with tempfile.TemporaryDirectory() as folder:
        own, disguised, passages = askings(Path(folder), settings, reader)
    asked = own + disguised
    judged = judge_held_out(asked)
    ranker = fit_ranker(asked)
    judges = fit_judges([top(each, ranker) for each in asked], asked)
    passage = fit([features for features, _ in passages], [right for _, right in passages], PASSAGE)
    platts = {single: platt_of(judged, asked, single) for single in judges}
    written = {
        "ranker": _rows(ranker),
        "varied": _judge(judges[False], platts[False]),
        "single": _judge(judges[True], platts[True]),
        "passage": _rows(passage),
        "thresholds": THRESHOLDS,
    }
    FILE.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    report("as it is", own, judged[: len(own)], platts[False])
    report("in disguise", disguised, judged[len(own) :], platts[True])
    report_passages(passages, passage)


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


def _judge(judge: Judge, platt: tuple[float, float]) -> dict[str, Any]:
    return {"confidence": _rows(judge.confidence), "platt": platt, "offer": _rows(judge.offer)}


def _rows(linear: Linear) -> dict[str, Any]:
    weights = {name: round(weight, 4) for name, weight in linear.weights.items()}
    return {"intercept": round(linear.intercept, 4), "weights": weights}


if __name__ == "__main__":
    main()
