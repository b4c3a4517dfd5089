"""What a version changes, as people read it: citations by the document's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from api.admin.pair_schemas import ChangeOut
from policies.content.model import PairCitation, Policy
from policies.content.pairs.diff import Change
from policies.content.store import Store
from policies.errors import PolicyNotFound


def told_changes(store: Store, found: Iterable[Change]) -> list[ChangeOut]:
    """Return changes as the pages show them."""
    return [ChangeOut.of(_named(store, each) if each.field == "citations" else each) for each in found]


def policy_of(store: Store, policy_id: str) -> Policy | None:
    """Return a document; None where it is in the library no more."""
    try:
        return store.policy(policy_id)
    except PolicyNotFound:
        return None


def name_of(store: Store, cited: PairCitation) -> str:
    """Return a citation as people name it: 《…》（示医保规〔2025〕3号） 第十条."""
    policy = policy_of(store, cited.policy_id)
    number = f"（{policy.doc_number}）" if policy is not None and policy.doc_number else ""
    title = f"《{policy.title}》{number}" if policy is not None else cited.policy_id
    return f"{title} {cited.clause_path or ''}".strip()


def _named(store: Store, change: Change) -> Change:
    return replace(change, before=_names(store, change.before), after=_names(store, change.after))


def _names(store: Store, citations: Any) -> list[str]:
    return [name_of(store, PairCitation(**each)) for each in citations or ()]
