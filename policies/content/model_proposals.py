"""Similar questions that a site's chat model writes: proposals like others, under their own origin."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import sqlalchemy as sa
import structlog

from policies.content import tables
from policies.content.checks.known import Known
from policies.content.model import QaPair
from policies.content.proposals import Proposals
from policies.content.proposed import Origin
from policies.content.store import Store
from policies.content.variants import written
from policies.errors import InputError
from policies.helpers.failing import HelperFailed

P = tables.PROPOSED

log = structlog.get_logger(__name__)


class Drafter(Protocol):
    """Writes similar questions."""

    def similar(self, pair: QaPair) -> list[str]:
        """Return questions, unchecked; raises HelperFailed."""


class ModelProposals:
    """Proposes what a model writes."""

    def __init__(self, store: Store, known: Known, proposals: Proposals, drafter: Drafter | None) -> None:
        """Add to `proposals` what `drafter` writes; None where the site has no model."""
        self._store = store
        self._known = known
        self._proposals = proposals
        self._drafter = drafter

    def draft(self, pair: QaPair) -> int:
        """Propose what the model writes for a pair; returns how many are new.

        Raises:
            InputError: the site has no model, or it gave nothing.
        """
        if self._drafter is None:
            raise InputError("YIHAODA_CHAT_URL", "no_chat_model")
        try:
            texts = written(pair, self._drafter.similar(pair))
        except HelperFailed as error:
            raise InputError("YIHAODA_CHAT_URL", "chat_model_failed", detail=str(error)) from error
        self._known.follow()
        own = [text for text in texts if not self._known.questions.near(replace(pair, question=text))]
        return self._proposals.put((pair.id, text, Origin.MODEL, 0) for text in own)

    def draft_beside(self, pair: QaPair) -> None:
        """Let the model write for a pair that was saved, once; nobody waits for it, and it may fail."""
        if self._drafter is None or pair.id in self._written_for():
            return
        try:
            self.draft(pair)
        except InputError as error:
            log.warning("similar_questions_not_written", pair=pair.id, reason=error.facts.get("detail"))

    def missing(self) -> list[QaPair]:
        """Return the live pairs for which the model has proposed nothing yet."""
        self._known.follow()
        there = self._written_for()
        return [pair for pair in self._known.pairs() if pair.id not in there]

    def _written_for(self) -> set[str]:
        asked = sa.select(P.c.pair_id).where(P.c.origin == Origin.MODEL.value).distinct()
        with self._store.engine.connect() as connection:
            return set(connection.scalars(asked))
