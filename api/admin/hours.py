"""When people are at their desks, kept by admins: weekly hours, holidays, weekends worked for them."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.reasons import Reason
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Reader
from api.security.text import Day, Legible
from policies.answering.attendance import HOTLINE, ONLINE
from policies.content.hour_checks import Contradiction, contradictions
from policies.content.hours import DayKind, Desk, SpecialDay, read_spans, written

router = APIRouter(prefix="/api/v1/admin/hours", tags=["admin"], dependencies=[DESCRIBED_QUERY])
MOST_SPANS, MOST_DAYS = 6, 400
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128), Legible]
Told = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Legible]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=32), Legible]
Written = Annotated[str, StringConstraints(max_length=11)]
Spans = Annotated[list[Written], Field(max_length=MOST_SPANS, examples=[["08:30-12:00", "13:00-17:30"]])]
DeskName = Annotated[str, Path(min_length=1, max_length=128)]


class DeskBody(BaseModel):
    """A desk with its hours; times are China's, a list without any is closed all day."""

    model_config = ConfigDict(extra="forbid")

    name: Name = Field(
        description=f"{ONLINE} and {HOTLINE} are those of which the citizen's page tells.", examples=[ONLINE]
    )
    department: Name
    region: Name
    phone: Phone | None = None
    place: Told | None = None
    weekly: list[Spans] = Field(min_length=7, max_length=7, description="Monday to Sunday.")
    holiday: Spans = Field(default=[], description="On public holidays.")
    adjusted: Spans = Field(default=[], description="On weekends worked for a holiday.")

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Return a desk as it is written."""
        return cls(
            name=desk.name,
            department=desk.department,
            region=desk.region,
            phone=desk.phone,
            place=desk.place,
            weekly=[written(spans) for spans in desk.weekly],
            holiday=written(desk.holiday),
            adjusted=written(desk.adjusted),
        )

    def to_desk(self) -> Desk:
        """Return the desk.

        Raises:
            InputError: hours that cannot be read.
        """
        weekly = tuple(
            read_spans(f"weekly.{place}", "weekly", spans) for place, spans in enumerate(self.weekly)
        )
        return Desk(
            self.name,
            self.department,
            self.region,
            self.phone or None,
            self.place or None,
            weekly,
            read_spans("holiday", "holiday", self.holiday),
            read_spans("adjusted", "adjusted", self.adjusted),
        )


class DayBody(BaseModel):
    """A holiday, or a weekend day that is worked for one."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    on: Day
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50), Legible]
    kind: DayKind


class DaysBody(BaseModel):
    """Holidays and working weekends, best a whole year's as the government announces them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"days": [{"on": "2027-01-01", "name": "元旦", "kind": "off"}]}]},
    )

    days: list[DayBody] = Field(min_length=1, max_length=MOST_DAYS)


class HoursOut(BaseModel):
    """Everything that decides when people are there."""

    desks: list[DeskBody]
    days: list[DayBody]


def contradictions_of(bridge: Bridge) -> list[Contradiction]:
    """Return what is to be looked at in the hours and special days as the store has them."""
    calendar, departments = bridge.library.offices.read(), bridge.library.store.departments()
    return contradictions(calendar, departments, bridge.today(), (ONLINE, HOTLINE))


class ContradictionOut(BaseModel):
    """Something about the hours that is to be looked at."""

    rule: str
    about: str = Field(description="The desk or the day.")
    sentence: str


@router.get("", responses=READING)
def read_hours(bridge: BridgeDep, key: Reader) -> HoursOut:
    """Read the desks by name and the special days in order."""
    calendar = bridge.library.offices.read()
    return HoursOut(
        desks=[DeskBody.of(each) for each in calendar.desks],
        days=[DayBody.model_validate(each) for each in calendar.special_days],
    )


@router.get("/check", responses=READING)
def check_hours(bridge: BridgeDep, key: Reader) -> list[ContradictionOut]:
    """Tell what in the hours and special days contradicts itself or is missing."""
    found = contradictions_of(bridge)
    return [ContradictionOut(rule=each.rule, about=each.about, sentence=each.sentence()) for each in found]


@router.put("/desks", status_code=204, responses=WRITING)
def save_desk(body: DeskBody, bridge: BridgeDep, key: Admin) -> None:
    """Save a desk under its name; the citizen's page obeys within a second."""
    bridge.library.offices.save_desk(body.to_desk(), key.name)


@router.delete("/desks/{name}", status_code=204, responses=WRITING)
def delete_desk(name: DeskName, bridge: BridgeDep, key: Admin, reason: Reason = "") -> None:
    """Take a desk away."""
    bridge.library.offices.delete_desk(name, key.name, reason)


@router.put("/days", status_code=204, responses=WRITING)
def save_days(body: DaysBody, bridge: BridgeDep, key: Admin) -> None:
    """Save holidays and working weekends; a day that is there is replaced, others stay."""
    days = [SpecialDay(each.on, each.name, each.kind) for each in body.days]
    bridge.library.offices.save_days(days, key.name)


@router.delete("/days/{on}", status_code=204, responses=WRITING)
def delete_day(on: Day, bridge: BridgeDep, key: Admin) -> None:
    """Let a day be what its weekday says."""
    bridge.library.offices.delete_day(on, key.name)
