"""Which sources are switched off, and what is said in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from policies.answering.inquiry import Answer, Choice, Contact, Outcome
from policies.clock import CHINA
from policies.content.model import Department, Policy, QaPair
from policies.content.service.switches import Reach, Switch, is_within
from policies.wording import say


class Halts:
    """What is switched off at this moment."""

    def __init__(
        self,
        switches: Callable[[], Sequence[Switch]] = tuple,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Go by what `switches` gives each time."""
        self._switches = switches
        self._clock = clock
        self._department: Callable[[str], Department | None] = lambda _: None

    def known_by(self, department: Callable[[str], Department | None]) -> None:
        """Look departments up with `department`: one that was renamed or merged since stays switched off."""
        self._department = department

    def now(self) -> tuple[Switch, ...]:
        """Return what is switched off."""
        switches = self._switches()
        if not switches:  # as nearly always
            return ()
        moment = self._clock()
        return tuple(each for each in switches if each.holds_at(moment))

    def whole(self) -> Switch | None:
        """Return the switch that turns all answering off, if one does."""
        return next((each for each in self.now() if each.reach is Reach.ALL), None)

    def of_pair(self, pair: QaPair) -> Switch | None:
        """Return the switch that turns a pair off: by itself, its department, its matter or a document behind it."""
        return next((each for each in self.now() if self._holds_pair(each, pair)), None)

    def of_policy(self, policy: Policy) -> Switch | None:
        """Return the switch that turns a document off: by itself or by who issued it."""
        return next((each for each in self.now() if self._holds_policy(each, policy)), None)

    def _holds_pair(self, switch: Switch, pair: QaPair) -> bool:
        if switch.reach is Reach.PAIR:
            return pair.id == switch.target
        if switch.reach is Reach.DEPARTMENT:
            return pair.department in self._names(switch)
        if switch.reach is Reach.MATTER:
            return is_within(pair.category, switch.target)
        return switch.reach is Reach.DOCUMENT and any(
            each.policy_id == switch.target for each in pair.citations
        )

    def _holds_policy(self, switch: Switch, policy: Policy) -> bool:
        if switch.reach is Reach.DEPARTMENT:
            return policy.issuer in self._names(switch)
        return switch.reach is Reach.DOCUMENT and policy.id == switch.target

    def _names(self, switch: Switch) -> set[str]:
        """Return every name of a department that is switched off: those of then, and those of now."""
        now = self._department(switch.target)
        return {switch.target, *switch.also, *((now.name, *now.aliases) if now is not None else ())}


def paused(switch: Switch, department: Contact | None = None, topic: str | None = None) -> Answer:
    """Return the answer in the place of what is switched off: that it is, whom to turn to, and until when."""
    scope = "all" if switch.reach is Reach.ALL else "some"
    summary, speech = say(f"answering.paused.{scope}.summary"), say(f"answering.paused.{scope}.speech")
    if department is not None and department.phone:
        summary += say("answering.paused.department", department=department.name, phone=department.phone)
    if switch.until is not None:
        ends = switch.until.astimezone(CHINA)
        told = say("answering.paused.until", month=ends.month, day=ends.day, time=f"{ends:%H:%M}")
        summary, speech = summary + told, speech + told
    return Answer(
        outcome=Outcome.PAUSED,
        confidence=1.0,
        summary=summary,
        speech=speech,
        department=department,
        choices=(Choice("handoff", say("answering.choices.handoff")),),
        topic=topic,
    )
