"""What may be done to a pair in which state, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from policies.content.checks.finding import Finding, Severity
from policies.content.model import PairState, QaPair
from policies.content.pairs.versions import Version
from policies.errors import Misleading, NoteMissing, SamePerson, WrongState

DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED = PairState

# From which states each action leads, and whereto.
STEPS: dict[str, tuple[frozenset[PairState], PairState]] = {
    "submit": (frozenset({DRAFT}), IN_REVIEW),
    "publish": (frozenset({IN_REVIEW}), PUBLISHED),
    "send_back": (frozenset({IN_REVIEW}), DRAFT),
    "archive": (frozenset({DRAFT, IN_REVIEW, PUBLISHED}), ARCHIVED),
}
# A citation follows its clause while a document is corrected: nobody wrote that, and nothing is approved by it.
FOLLOWS = "follow"
WRITES = frozenset({"create", "save", "restore", "import"})
# Errors that a reviewer may answer for, with a note; the others never pass.
WAIVABLE = frozenset(
    {"amount_not_in_clause", "date_not_in_clause", "differs_from_clause", "contradicts", "question_taken"}
)


def step(pair: QaPair, action: str) -> PairState:
    """Return the state an action leads to.

    Raises:
        WrongState: the action does not lead on from the pair's state.
    """
    states, target = STEPS[action]
    if pair.state not in states:
        raise WrongState(pair.question, action, pair.state)
    return target


def writers(history: Sequence[Version]) -> frozenset[str]:
    """Return who wrote what would now be published: everybody who changed it since it was last published."""
    found: set[str] = set()
    for version in history:
        if version.action == FOLLOWS:
            continue
        if version.pair.state is PUBLISHED:
            found.clear()
        elif version.action in WRITES:
            found.add(_person(version.actor))
    return frozenset(found)


def demand_another(pair: QaPair, reviewer: str, history: Sequence[Version]) -> None:
    """Demand four eyes.

    Raises:
        SamePerson: the reviewer wrote some of what would be published.
    """
    if _person(reviewer) in writers(history):
        raise SamePerson(pair.question, reviewer)


def demand_sound(pair: QaPair, findings: Sequence[Finding], waived: frozenset[str], note: str) -> None:
    """Demand that nothing in a pair would mislead, save what the reviewer answers for.

    Raises:
        Misleading: errors remain.
        NoteMissing: a rule is waived without saying why.
    """
    may_pass = waived & WAIVABLE
    errors = [each for each in findings if each.severity is Severity.ERROR]
    if any(each.rule not in may_pass for each in errors):
        raise Misleading(pair.question, tuple(each for each in errors if each.rule not in may_pass))
    if errors and not note.strip():
        raise NoteMissing(pair.question, "waive")


def _person(name: str) -> str:
    return name.strip().casefold()
