"""Words of danger in a request for records of what happened, and danger beside such a request."""

from __future__ import annotations

import pytest

from policies.answering.cues import route_of
from policies.answering.inquiry import Outcome
from policies.language.normalise import normalise


def outcome(text: str) -> Outcome | None:
    route = route_of(normalise(text))
    return route.outcome if route else None


@pytest.mark.parametrize(
    "text",
    [
        "把去年商场那场大火的现场勘查记录公开给我",
        "申请公开化工厂爆炸的环境监测数据和处置方案",
        "申请公开那起触电死亡事故的处理决定书",
        "那栋楼塌了，压死两个人，把鉴定报告给我看",
    ],
)
def test_records_of_what_happened_are_no_danger(text: str) -> None:
    assert outcome(text) is Outcome.DISCLOSURE_REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "不给我公开征地批文我就跳楼",
        "我要申请公开批文，再不给我就不活了",
        "楼塌了还有人被困在里面，把当年的验收报告给我",
        "家里着火了，申请信息公开",
        "有工人埋在塌方下面，施工方案和监测数据要公开",
    ],
)
def test_danger_outranks_a_request_for_records(text: str) -> None:
    assert outcome(text) is Outcome.EMERGENCY
