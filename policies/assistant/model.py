"""What is known of models, of what the trainer does, and of which model answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from policies.errors import NotFound

KEPT = 5
FOLDS = (2, 3, 5)
USUAL_FOLDS = 3


class Kind(StrEnum):
    """What the trainer is asked for: train and measure a model, measure one, look over the training data."""

    TRAIN = "train"
    COMPARE = "compare"
    CHECK = "check"


class State(StrEnum):
    """How far it is. LOST: the process that did it is gone."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


OPEN = (State.QUEUED, State.RUNNING, State.CANCELLING)


class ModelNotFound(NotFound):
    """There is no model of this name."""


class RunNotFound(NotFound):
    """The trainer was never asked for this."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model.

    Attributes:
        id: the name of its file, without its ending.
        made_at: when it was trained.
        made_by: who asked for it.
        recipe: digest of what the product brings: recipe, dialogue, examples by hand, words.
        data: digest of what the site adds: questions of published pairs, its own words.
        examples: how many sentences by hand it learned from.
        published: how many questions of published pairs.
        megabytes: the size of its file.
        figures: what was measured (`comparing.Figures`); None where nothing was.
        evaluated_on: digest of the examples and folds that the figures are of.
        is_kept: whether its file is kept.
    """

    id: str
    made_at: datetime
    made_by: str
    recipe: str
    data: str
    examples: int
    published: int
    megabytes: float
    figures: dict[str, Any] | None = None
    evaluated_on: str | None = None
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Activation:
    """A model was made the one that answers."""

    number: int
    model_id: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """Something the trainer was asked for.

    Attributes:
        id: of it.
        kind: what.
        state: how far.
        asked_at: when it was asked for.
        asked_by: by whom.
        folds: in how many parts examples are cut for measuring.
        model_id: the model to measure, or the one that was made.
        holder: the trainer that does it.
        began_at: when it was taken up.
        ended_at: when it ended.
        phase: what is done now, a key under `assistant.phase` in the wording.
        done: steps of the phase that are done.
        total: of how many; 0 where that is not known.
        log: the last lines.
        result: what was found (kind CHECK), or why it failed.
    """

    id: str
    kind: Kind
    state: State
    asked_at: datetime
    asked_by: str
    folds: int
    model_id: str | None
    holder: str | None
    began_at: datetime | None
    ended_at: datetime | None
    phase: str
    done: int
    total: int
    log: str
    result: dict[str, Any] | None

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in OPEN
