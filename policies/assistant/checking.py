"""The findings of the files together with those that only Rasa can make."""

from __future__ import annotations

from typing import Any

from policies.assistant.data_check import Checked, DataFinding, in_order
from policies.content.checks.finding import Severity
from policies.content.store import Store

# Intents that lead on to somebody who is responsible: a published question may be meant so.
LEAD_ON = frozenset({"apply_disclosure", "complaint", "emergency", "handoff", "statutory_path"})


def with_rasas_findings(checked: Checked, told: dict[str, Any] | None, store: Store) -> Checked:
    """Return all findings together.

    Args:
        checked: what was found in the files.
        told: what `bot.check` wrote; None where Rasa is not on this machine.
        store: whose published questions were asked.
    """
    if told is None:
        missing = DataFinding("no_rasa", Severity.INFO, "bot/.venv")
        return Checked(checked.counts, in_order((*checked.findings, missing)))
    pair_of = {text: pair.id for pair in store.pairs() for text in (pair.question, *pair.similar)}
    complaints = [
        DataFinding("rasa", Severity.WARNING, "bot/", {"text": text}) for text in told["complaints"]
    ]
    taken = [
        DataFinding(
            "taken",
            Severity.INFO if each["intent"] in LEAD_ON else Severity.WARNING,
            pair_of.get(each["question"], ""),
            {"text": each["question"], "intent": each["intent"], "share": f"{each['confidence']:.0%}"},
        )
        for each in told["taken"]
    ]
    return Checked(checked.counts, in_order((*checked.findings, *complaints, *taken)))
