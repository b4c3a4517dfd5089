"""Models, runs and findings in words, the same on the page, in the API and on the command line."""

from __future__ import annotations

from policies.assistant.comparing import TOLERANCE, Comparison
from policies.assistant.data_check import DataFinding
from policies.assistant.model import Run, State
from policies.wording import say, section


def percent(share: float) -> str:
    """Return a share from 0 to 1 as "87.3%"."""
    return f"{100 * share:.1f}%"


def intent_name(intent: str) -> str:
    """Return what an intent is called; its own name where it is a new one."""
    return str(section("assistant.intents").get(intent, intent))


def sentence_of(rule: str, facts: dict[str, str]) -> str:
    """Return what a finding says and what to do."""
    named = {
        name: intent_name(value) if name in ("intent", "other") else value for name, value in facts.items()
    }
    return say(f"assistant.finding.{rule}", **named)


def finding_in_words(finding: DataFinding) -> str:
    """Return a finding with its place and what to do, as a line."""
    severity = say(f"cli.check.severity.{finding.severity.value}")
    sentence = sentence_of(finding.rule, finding.facts)
    return say("assistant.finding_line", severity=severity, place=finding.place, sentence=sentence)


def verdict_in_words(found: Comparison) -> str:
    """Return whether a model may take the active one's place."""
    return say(f"assistant.verdict.{found.verdict.value}", tolerance=percent(TOLERANCE))


def reason_of(run: Run) -> str:
    """Return what became of a run, and why it failed where it did."""
    if run.state is State.FAILED:
        return say(f"assistant.failed.{(run.result or {}).get('reason', 'broken')}")
    return say(f"assistant.state.{run.state.value}")
