"""Learn the weights of ranking, confidence and quoting from the demonstration library.

    .venv/bin/python -m policies.answering.training

Reads our own pairs and documents, writes `scoring/coefficients.json` and `docs/thresholds.md`, the tables from
which the thresholds follow. The weights are learned from questions written by people who saw the standard questions alone
(`tests/questions/fresh_demo.jsonl`, and `hard_demo.jsonl` in the styles that are hardest: stories, speech recognisers,
mistakes, follow-ups), asked of the library as it is and in disguise; confidence also from two thirds of the pairs' own
similar questions, each asked while it is hidden; scales, thresholds and the figures of the tables from the written
questions, each judged by weights that were fitted without it. Needs the development requirements (scikit-learn).
Some minutes.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from policies import clock
from policies.answering.desk import build_desk
from policies.answering.scoring.calibrating import calibrated
from policies.answering.scoring.fitting import (
    PASSAGE,
    fit,
    fit_judge,
    fit_ranker,
    judged_unseen,
    ranked_unseen,
)
from policies.answering.scoring.model import FILE, Judge, Linear, Model, load_model
from policies.answering.scoring.samples import (
    Asked,
    asked,
    asked_passages,
    asked_sentences,
    asked_similar,
    plain,
)
from policies.answering.scoring.tables import thresholds_page
from policies.answering.stages.read import EntitiesOf
from policies.content.store import Store
from policies.demo.load import load_demo
from policies.evaluation.leaving_out import LeavingOut
from policies.evaluation.questions import read_questions
from policies.language.entities import EntityReader
from policies.language.pipeline import build_pipeline
from policies.language.synonyms import Lexicon
from policies.search.embedded import EmbeddedIndex, open_index
from policies.search.meaning.keeping import space_kept_in
from policies.search.meaning.space import Space
from policies.settings import ROOT, LibrarySettings

QUESTIONS = tuple(ROOT / "tests" / "questions" / name for name in ("fresh_demo.jsonl", "hard_demo.jsonl"))
TABLES = ROOT / "docs" / "thresholds.md"
# From here on a passage is quoted: of those quoted, two in three hold the answer.
QUOTE = 0.45


def main() -> None:
    """Train on the demonstration library, as it is and in disguise; write the coefficients and the tables."""
    settings = LibrarySettings()
    reader = EntityReader(build_pipeline(settings.dictionary_dir, settings.entities_dir))
    with tempfile.TemporaryDirectory() as folder:
        own = _Demonstration(Path(folder) / "as-it-is", settings, reader, in_disguise=False)
        disguised = _Demonstration(Path(folder) / "disguised", settings, reader, in_disguise=True)
        found = [*own.asked(load_model()), *disguised.asked(load_model())]
        model = replace(load_model(), ranker=fit_ranker(found))
        model = replace(model, passage=_passage(own, reader), quote=QUOTE)
        lots = [own.asked(model), disguised.asked(model)]
        similar = [*own.asked_similar(model), *disguised.asked_similar(model)]
    judge = fit_judge([*lots[0], *lots[1]], similar)
    seen = judged_unseen([*lots[0], *lots[1]], similar)
    model = calibrated(replace(model, varied=judge, single=judge), seen)
    ordered = ranked_unseen([*lots[0], *lots[1]])
    FILE.write_text(json.dumps(written(model), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    TABLES.write_text(
        thresholds_page(model, seen, ordered[: len(lots[0])], ordered[len(lots[0]) :]), encoding="utf-8"
    )


class _Demonstration:
    """The demonstration library, in a folder of its own."""

    def __init__(
        self, folder: Path, settings: LibrarySettings, reader: EntitiesOf, in_disguise: bool
    ) -> None:
        """Load it and put it into disguise."""
        self.store = Store.open(f"sqlite:///{folder}.db")
        self._reader = reader
        load_demo(self.store)
        self._similar = {pair.id: pair.similar for pair in self.store.pairs()}
        if in_disguise:
            with self.store.writing("disguise") as write:
                for pair in list(self.store.pairs()):
                    write.pair(replace(plain(pair), external_id=pair.external_id))
        self.index = _indexed(self.store, folder, settings)

    def asked(self, model: Model) -> list[Asked]:
        """Return what it makes of the fresh questions."""
        index = LeavingOut(self.index)
        desk = build_desk(index, self.store, self._reader, model)
        own = self.store.pair_ids_by_external_id()
        questions = [each for file in QUESTIONS for each in read_questions(file)]
        return list(asked(desk, index, questions, own, clock.today()))

    def asked_similar(self, model: Model) -> list[Asked]:
        """Return what it makes of the pairs' similar questions."""
        index = LeavingOut(self.index)
        desk = build_desk(index, self.store, self._reader, model)
        return list(asked_similar(desk, index, self._similar, clock.today()))


def _passage(library: _Demonstration, reader: EntitiesOf) -> Linear:
    """Return the weights that judge passages."""
    pairs = sorted(library.store.pairs(), key=lambda pair: pair.external_id or pair.id)
    policies = sorted(library.store.policies(), key=lambda policy: policy.doc_number or policy.title)
    lapsed = frozenset(f"policy/{each.id}" for each in policies if each.status_override)
    passages = [
        *asked_passages(pairs, lapsed, library.index, reader),
        *asked_sentences(policies, lapsed, library.index, reader),
    ]
    return fit([features for features, _ in passages], [right for _, right in passages], PASSAGE)


def _indexed(store: Store, folder: Path, settings: LibrarySettings) -> EmbeddedIndex:
    index = open_index(folder, settings.dictionary_dir, Lexicon.load(settings.dictionary_dir), space=_space())
    index.follow(store)
    return index


@cache
def _space() -> Space:
    return space_kept_in(LibrarySettings().meaning_dirs)


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
