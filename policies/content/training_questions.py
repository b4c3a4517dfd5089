"""The questions of published pairs, exported for training the assistant. Answers stay in the library."""

from __future__ import annotations

from pathlib import Path

import yaml

from policies.content.model import Disclosure, QaPair
from policies.content.store import Store
from policies.language.facets import facet_of


def _facet(pair: QaPair, question: str) -> str | None:
    facet = pair.facet or facet_of(question)
    return facet.value if facet else None


def export_questions(store: Store, path: Path) -> int:
    """Write every published question, standard and similar, with its facet; return how many.

    A pair that rests on a document which is not 主动公开 is left out: the assistant talks with citizens.

    The facet is the pair's, else the one that the question's own words show. The file is a YAML list of
    {question, facet}; it is replaced in one step.
    """
    closed = {policy.id for policy in store.policies() if policy.disclosure is not Disclosure.PUBLIC}
    rows = [
        {"question": question, "facet": _facet(pair, question)}
        for pair in store.pairs()
        if not any(cited.policy_id in closed for cited in pair.citations)
        for question in (pair.question, *pair.similar)
    ]
    rows.sort(
        key=lambda row: str(row["question"])
    )  # identifiers are chance; the same questions, the same file
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), encoding="utf-8")
    fresh.replace(path)
    return len(rows)
