"""Drafts of pairs from a document: proposed, compared with what is asked already, saved as drafts. Never published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policies.content.checks.known import Known
from policies.content.editing import Editing
from policies.content.model import Disclosure, Policy, QaPair, Status
from policies.content.store import Store
from policies.drafting.proposing import proposed
from policies.errors import InputError
from policies.language.doc_number import canonical
from policies.language.live import LiveDictionary
from policies.language.normalise import normalise

MAY_BEGIN = frozenset({Status.IN_FORCE, Status.AMENDED, Status.NOT_YET})
_THINGS = frozenset({"matter", "act", "document", "amount"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that a document gives; `known` is the stored pair that answers it already, None for a new one."""

    pair: QaPair
    known: QaPair | None = None


class Drafting:
    """Proposes pairs from documents and saves them for the editors."""

    def __init__(self, store: Store, dictionary: LiveDictionary, known: Known | None = None) -> None:
        """Read what pairs the store has.

        Args:
            store: whose documents, and where drafts go.
            dictionary: what gives the keywords.
            known: the library within reach, where somebody has it already.
        """
        self._store = store
        self._dictionary = dictionary
        self._known = known or Known(store)

    def document(self, name: str) -> Policy:
        """Return the document of an identifier or a 文号.

        Raises:
            InputError: there is none.
        """
        if not self._store.missing_policies({name}):
            return self._store.policy(name)
        number = canonical(name)
        found = self._store.policy_by_number(number) if number else None
        if found is None:
            raise InputError(name, "no_such_document", name=name)
        return found

    def propose(self, policy: Policy) -> list[Proposal]:
        """Return what a document gives, in its order, whatever its standing; nothing is saved."""
        self._known.follow()
        pairs = proposed(policy, self._known.directory, self._keywords)
        return [Proposal(self._unasked(pair), self._answering(pair)) for pair in pairs]

    def save(
        self,
        policy: Policy,
        actor: str,
        today: date,
        questions: Sequence[str] | None = None,
        reworded: Mapping[str, str] | None = None,
    ) -> list[QaPair]:
        """Save what is new as drafts; returns them with their identifiers.

        Args:
            policy: the document.
            actor: in whose name; another must approve.
            today: the day on which the document must be in force, or still to begin.
            questions: the standard questions to save; all where not given.
            reworded: how the editor words some of them.

        Raises:
            InputError: no pair may rest on the document, or a new wording is empty or asked already; nothing is saved.
        """
        demand_open(policy, today)
        editing = Editing(self._store, actor, today=today, known=self._known)
        new = [each.pair for each in self.propose(policy) if each.known is None]
        chosen = [pair for pair in new if questions is None or pair.question in questions]
        worded = [self._reworded(pair, reworded or {}) for pair in chosen]
        _demand_apart(worded)
        return [editing.save_draft(pair).pair for pair in worded]

    def _reworded(self, pair: QaPair, reworded: Mapping[str, str]) -> QaPair:
        question = reworded.get(pair.question, pair.question).strip()
        if question == pair.question:
            return pair
        if not question:
            raise InputError(pair.question, "draft_without_question", question=pair.question)
        if self._known.questions.same(question, pair.region):
            raise InputError(question, "draft_question_taken", question=question)
        return replace(
            pair, question=question, similar=tuple(each for each in pair.similar if each != question)
        )

    def _keywords(self, question: str) -> list[str]:
        return [each.name for each in self._dictionary.official(normalise(question)) if each.type in _THINGS]

    def _unasked(self, pair: QaPair) -> QaPair:
        """Return a draft without the similar questions that another pair has."""
        free = (each for each in pair.similar if not self._known.questions.same(each, pair.region))
        return replace(pair, similar=tuple(free))

    def _answering(self, pair: QaPair) -> QaPair | None:
        """Return the stored pair that asks the same, or says of the same clause what is asked."""
        asked = [*self._known.questions.same(pair.question, pair.region)]
        asked += [near.asked for near in self._known.questions.near(pair)]
        if asked:
            return self._known.pair(asked[0].pair_id)
        return next((each for each in self._known.pairs() if _tells(each, pair)), None)


def demand_open(policy: Policy, today: date) -> None:
    """Demand that a pair may rest on a document.

    Raises:
        InputError: it is not open to everybody, or not in force any more.
    """
    if policy.disclosure is not Disclosure.PUBLIC:
        raise InputError(policy.title, "draft_not_public", disclosure=policy.disclosure.value)
    status = policy.status_on(today)
    if status not in MAY_BEGIN:
        raise InputError(policy.title, "draft_not_in_force", status=status.value)


def _demand_apart(pairs: Sequence[QaPair]) -> None:
    questions = [each.question for each in pairs]
    twice = next((each for each in questions if questions.count(each) > 1), None)
    if twice is not None:
        raise InputError(twice, "draft_question_twice", question=twice)


def _tells(stored: QaPair, draft: QaPair) -> bool:
    (cited,) = draft.citations
    clause = cited.clause_path or ""
    rests = any(
        each.policy_id == cited.policy_id and (each.clause_path or "").startswith(clause)
        for each in stored.citations
    )
    return rests and (draft.facet is stored.facet or draft.facet in stored.detail)
