"""Trying the library: what a question gets and why, and what a real answer was made of."""

from __future__ import annotations

from fastapi import APIRouter

from api.admin.gaps import GapReader, seen_by
from api.admin.pairs import READING, WRITING
from api.admin.proposals import proposals
from api.admin.trying_schemas import ExpectedIn, ExplainedOut, TracedOut, TryIn
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from api.security.text import Identifier
from policies.answering.inquiry import Question
from policies.content.confirming import Confirming
from policies.explaining.tracing import asked_again, differences, read_trace
from policies.language.masking import mask

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.post("/try", responses=WRITING)
def try_question(asked: TryIn, bridge: BridgeDep, key: Reader) -> ExplainedOut:
    """Answer a question as a citizen would get it, and say why: stages, candidates with every score, thresholds."""
    return ExplainedOut.of(bridge.library.explain(question_of(bridge, asked)))


@router.post("/try/expected", responses=WRITING)
def expect_pair(expected: ExpectedIn, bridge: BridgeDep, key: Editor) -> dict[str, bool]:
    """Say which pair should have answered: the question is proposed as a similar question of it."""
    return {"new": expect(bridge, expected.pair_id, expected.text, key.name)}


@router.get("/answers/{message_id}", responses=READING)
def read_answer(message_id: Identifier, bridge: BridgeDep, key: GapReader) -> TracedOut:
    """Return what somebody asked and got, by which stages, beside what would be said now; liaisons: their department's."""
    traced = read_trace(bridge.library.store.engine, message_id, seen_by(key))
    now = asked_again(bridge.library, traced, bridge.today())
    return TracedOut.of(traced, now, differences(traced.shown, now))


def question_of(bridge: Bridge, asked: TryIn) -> Question:
    """Return the question as the library is asked it, masked as everybody's."""
    day = asked.on or bridge.today()
    return Question(
        mask(asked.text),
        day,
        region=asked.region or None,
        audience=asked.audience or None,
        viewer="staff" if asked.staff else "citizen",
        is_as_of=day != bridge.today(),
    )


def expect(bridge: Bridge, pair_id: str, text: str, actor: str) -> bool:
    """Keep which pair should have answered; return whether that is new. It is proposed to the editors at once.

    Raises:
        PairNotFound: there is no such pair.
    """
    is_new = Confirming(bridge.library.store.engine).confirm(pair_id, text, "editor", actor)
    proposals(bridge).learn()
    return is_new
