"""Documents as a citizen may see them: what is not 主动公开 is as if it were not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policies.content.model import Disclosure, Interpretation, Policy, Status
from policies.content.store import Store
from policies.errors import InterpretationNotFound, PolicyNotFound


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """A document with what stands beside it on its page."""

    policy: Policy
    status: Status
    interpretations: list[Interpretation]
    successor: Policy | None


@dataclass(frozen=True, slots=True)
class ShownInterpretation:
    """An interpretation with the documents that it explains."""

    interpretation: Interpretation
    policies: list[Policy]


def show_policy(store: Store, policy_id: str, day: date) -> ShownPolicy:
    """Return a public document with its status on `day`, its interpretations and its successor.

    Raises:
        PolicyNotFound: there is none, or it is not disclosed to everybody.
    """
    policy = store.policy(policy_id)
    if policy.disclosure is not Disclosure.PUBLIC:
        raise PolicyNotFound(policy_id)
    texts = explaining(store, policy_id)
    return ShownPolicy(policy, policy.status_on(day), texts, _successor(store, policy))


def explaining(store: Store, policy_id: str) -> list[Interpretation]:
    """Return the interpretations of a document that anybody may read, the newest first."""
    found = [text for text in store.interpretations_of(policy_id) if _all_public(_explained(store, text))]
    return sorted(found, key=lambda text: text.published_on or date.min, reverse=True)


def show_interpretation(store: Store, interpretation_id: str) -> ShownInterpretation:
    """Return an interpretation with the documents it explains; it is as public as the least public of them.

    Raises:
        InterpretationNotFound: there is none, or a document it explains is not disclosed to everybody.
    """
    interpretation = store.interpretation(interpretation_id)
    policies = _explained(store, interpretation)
    if interpretation.disclosure is not Disclosure.PUBLIC or not _all_public(policies):
        raise InterpretationNotFound(interpretation_id)
    return ShownInterpretation(interpretation, policies)


def _successor(store: Store, policy: Policy) -> Policy | None:
    named = _kept(store, policy.superseded_by_id) if policy.superseded_by_id else None
    return named if named is not None and named.disclosure is Disclosure.PUBLIC else None


def _explained(store: Store, text: Interpretation) -> list[Policy]:
    return [found for each in text.explains if (found := _kept(store, each)) is not None]


def _all_public(policies: list[Policy]) -> bool:
    return all(policy.disclosure is Disclosure.PUBLIC for policy in policies)


def _kept(store: Store, policy_id: str) -> Policy | None:
    try:
        return store.policy(policy_id)
    except PolicyNotFound:
        return None
