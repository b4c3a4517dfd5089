"""The helpers of one library, as its settings name them; without any everything works as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.answering.scoring.model import Model
from policies.content.store import Store
from policies.helpers.choosing import chat_model_of, embedder_of
from policies.helpers.drafting import QuestionDrafter
from policies.helpers.guard import Guard
from policies.helpers.rewriting import Rewriter
from policies.search.dense.channel import DenseChannel
from policies.search.dense.keeping import Keeper
from policies.search.helped import WEIGHTS, HelpedIndex, NamedIndex
from policies.search.index import SearchIndex
from policies.settings import ROOT, LibrarySettings


@dataclass(frozen=True, slots=True)
class Helpers:
    """What helps a library.

    Attributes:
        dense: compares questions by vectors.
        rewriter: puts questions into official words, for one more search.
        drafter: drafts similar questions for editors.
    """

    dense: DenseChannel | None = None
    rewriter: Rewriter | None = None
    drafter: QuestionDrafter | None = None

    @classmethod
    def of(cls, settings: LibrarySettings, store: Store) -> Helpers:
        """Return the helpers that the settings name; no model is loaded and no address is called yet.

        Raises:
            InputError: a setting names something that cannot be meant.
        """
        load, chat = embedder_of(settings, ROOT), chat_model_of(settings)
        dense = rewriter = None
        if load is not None:
            keeper = Keeper(load, settings.resolved_index_dir(), store)
            dense = DenseChannel(keeper, Guard("dense", settings.dense_timeout_s))
        if chat is not None and settings.chat_rewrites:
            rewriter = Rewriter(chat, Guard("rewriting", settings.chat_timeout_s))
        drafter = QuestionDrafter(chat, settings.chat_drafts_timeout_s) if chat is not None else None
        return cls(dense, rewriter, drafter)

    def over(self, index: NamedIndex) -> SearchIndex:
        """Return an index with the helpers that take part in a search; itself where none does."""
        return HelpedIndex(index, self.dense, self.rewriter) if self.dense or self.rewriter else index

    def weighed(self, model: Model) -> Model:
        """Return a model that counts what the helpers say of a candidate when it puts candidates in order."""
        there = {"dense": self.dense, "rewritten": self.rewriter}
        said = model.ranker.weights["score"]
        added = {name: WEIGHTS[name] * said for name, helper in there.items() if helper is not None}
        weights = {**model.ranker.weights, **added}
        return replace(model, ranker=replace(model.ranker, weights=weights))

    def close(self) -> None:
        """End what runs beside the library."""
        if self.dense is not None:
            self.dense.keeper.close()
