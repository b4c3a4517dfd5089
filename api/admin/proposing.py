"""Similar questions proposed when a pair is saved, whoever saves it."""

from __future__ import annotations

from collections.abc import Callable

from api.bridge import Bridge
from policies.content.model import QaPair
from policies.content.model_proposals import ModelProposals
from policies.content.proposals import Proposals


def propose_for(bridge: Bridge, pair: QaPair) -> Callable[[], None]:
    """Propose similar questions for a pair now; returns what asks the site's model for more, which takes time."""
    library = bridge.library
    proposals = Proposals(library.store, library.dictionary, bridge.known)
    proposals.draft(pair)
    model = ModelProposals(library.store, bridge.known, proposals, library.helpers.drafter)
    return lambda: model.draft_beside(pair)
