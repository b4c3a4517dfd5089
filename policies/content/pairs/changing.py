"""A change of a pair: what an editor may change in it, and where it waits while the pair answers on."""

from __future__ import annotations

from dataclasses import replace

from policies.content.checks.finding import label_of
from policies.content.model import PairState, QaPair
from policies.content.pairs import versions
from policies.content.store import Store
from policies.content.writing import Writing
from policies.errors import InputError

PENDING = frozenset({PairState.DRAFT, PairState.IN_REVIEW})


def draft_of(pair: QaPair, before: QaPair | None, author: str) -> QaPair:
    """Return a pair as a draft of an editor; what only steps may change stays as it was before."""
    kept = before or QaPair(question="", summary="")
    return replace(
        pair,
        state=PairState.DRAFT,
        author=author,
        reviewer=kept.reviewer,
        reviewed_on=kept.reviewed_on,
        external_id=pair.external_id or kept.external_id,
        is_demo=kept.is_demo,
    )


def put(write: Writing, pair: QaPair, action: str, note: str, **detail: object) -> QaPair:
    """Keep what waits beside the published pair; everything else is the pair. Returns it as it is saved."""
    answering = versions.answering(write.connection, pair.id) if pair.id else None
    waits = answering is not None and answering.state is PairState.PUBLISHED and pair.state in PENDING
    keep = write.pair_version if waits else write.pair
    return keep(pair, action, note, **detail)


def demand_documents(store: Store, pair: QaPair) -> None:
    """Demand that everything a pair cites is in the library.

    Raises:
        InputError: it cites a document that is not.
    """
    missing = store.missing_policies({cited.policy_id for cited in pair.citations})
    if missing:
        raise InputError(label_of(pair), "cites_unknown", number="、".join(sorted(missing)))
