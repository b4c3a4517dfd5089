"""The service with pages of staff, one a process: the demonstration library, what only staff see, people of every role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from api.security.sessions import SESSION
from policies.content import tables
from policies.content.accounts.ring import Accounts
from policies.content.accounts.sessions import Sessions
from policies.content.documents.readings import Readings
from policies.content.keys import Role
from policies.content.model import (
    Clause,
    Disclosure,
    Interpretation,
    InterpretationKind,
    PairState,
    Policy,
    QaPair,
)
from policies.library import Library
from tests.widget.desk import MONDAY_AT_TEN
from tests.widget.serving import demo_library, serving

OWN = "晨光-Morgen-2026"
PEOPLE = {
    "zuoxi": ("王坐席", [Role.OPERATOR]),
    "tongshi": ("陈同事", [Role.OPERATOR]),
    "bianji": ("李编辑", [Role.EDITOR]),
    "guanli": ("管理员", [Role.ADMIN]),
    "bianshen": ("赵编审", [Role.EDITOR, Role.REVIEWER]),
    "shenhe": ("吴审核", [Role.REVIEWER]),
    "shenji": ("孙审计", [Role.AUDITOR]),
    "lianluo": ("周联络", [Role.LIAISON]),
}
NOTED, ON_REQUEST, GONE = "q-noted", "p-on-request", "q-gone"
# Of the liaison's department.
OWN_POLICY, OWN_TEXT = "p-own", "i-own"
OWN_READING = "r-own"
MARKUP = "<img src=x onerror=alert(1)> {{7*7}}"


@dataclass(frozen=True)
class DeskSite:
    """A running service."""

    address: str
    library: Library


@contextmanager
def opened_site(folder: Path) -> Iterator[DeskSite]:
    """Serve, with everything kept in `folder`."""
    with demo_library(folder) as library:
        _add_what_only_staff_see(library)
        accounts = Accounts(library.store)
        for login, (name, roles) in PEOPLE.items():
            department = "示范市民政局" if Role.LIAISON in roles else None
            _, password = accounts.create(login, name, roles, department)
            assert accounts.change_password(login, str(password), OWN)
        with serving(library, desk=True, clock=lambda: MONDAY_AT_TEN, var_dir=folder / "var") as address:
            yield DeskSite(address, library)


def _add_what_only_staff_see(library: Library) -> None:
    with library.store.writing() as write:
        write.policy(
            Policy(
                id=ON_REQUEST,
                title="示范市话务质检内部规程",
                doc_number="示热线〔2026〕9号",
                issuer="示范市政务服务热线中心",
                region="示范市",
                disclosure=Disclosure.ON_REQUEST,
                effective_on=date(2026, 1, 1),
                clauses=(Clause("第一条", "第一条 话务质检每周抽检二十通录音。", id="c-on-request"),),
            )
        )
        write.policy(
            Policy(
                id=OWN_POLICY,
                title="示范市风筝广场认养规程",
                doc_number="示民规〔2026〕90号",
                issuer="示范市民政局",
                region="示范市",
                effective_on=date(2026, 1, 1),
                clauses=(
                    Clause("第一条", "第一条 风筝广场可以由社区认养，每期一年。"),
                    Clause("第二条", "第二条 认养向所在街道登记（市民政局负责）。"),
                ),
            )
        )
        write.pair(
            QaPair(
                id=NOTED,
                question="流浪猫狗绝育补贴怎么申请",
                summary="向所在街道申请，每只补贴八十元。",
                speech="向所在街道申请，每只补贴八十元。",
                department="示范市民政局",
                region="示范市",
                internal_note="来电人常把这项与犬证混淆。",
                reviewed_on=date(2026, 10, 8),
                state=PairState.PUBLISHED,
            )
        )
        write.pair(
            QaPair(
                id="q-markup",
                question=f"告示牌样式里的{MARKUP}怎么填写",
                summary=f"照样填写{MARKUP}。",
                speech=f"照样填写{MARKUP}。",
                internal_note=f"原文如此：{MARKUP}",
                department="示范市民政局",
                region="示范市",
                reviewed_on=date(2026, 10, 8),
                state=PairState.PUBLISHED,
            )
        )
        write.pair(
            QaPair(
                id=GONE,
                question="菜篮子直通车补助怎么领",
                summary="凭购买凭证到社区领取。",
                expires_on=date(2025, 12, 31),
                region="示范市",
                state=PairState.PUBLISHED,
            )
        )
        write.interpretation(
            Interpretation(
                id=OWN_TEXT,
                title="《示范市风筝广场认养规程》解读",
                kind=InterpretationKind.TEXT,
                passages=(("认养一期多久", "每期一年，可以续期。"), ("到哪里登记", "到所在街道登记。")),
                explains=(OWN_POLICY,),
                issuer="示范市民政局",
                published_on=date(2026, 1, 4),
            )
        )
    reading = Readings(library.store).correct(OWN_POLICY, "李编辑")
    with library.store.engine.begin() as connection:
        named = sa.update(tables.READING).where(tables.READING.c.id == reading.id)
        connection.execute(named.values(id=OWN_READING))
    library.refresh()


def cookie_of(site: DeskSite, login: str) -> dict[str, str]:
    """Return the header of somebody who has just signed in."""
    sessions = Sessions(site.library.store, timedelta(hours=1), timedelta(hours=1))
    return {"Cookie": f"{SESSION}={sessions.open(Accounts(site.library.store).of(login))}"}
