"""Danger as people tell it, and ordinary questions that look like danger or prying."""

from __future__ import annotations

import pytest

from policies.answering import cues
from policies.answering.belonging import POLICY, shares
from policies.answering.cues import DANGER_WEIGHED, route_of
from policies.answering.inquiry import Outcome
from policies.answering.routes import rules
from policies.language.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "厨房灶上的软管呲呲响一股臭味",
        "一个男的跟了我两条街",
        "刚才我妈接了个电话把存折的钱全转走了",
        "我闻了那个味道头晕想吐站不起来",
        "有人晕在公交站了脸煞白",
        "我爸心口疼一身冷汗",
        "池塘里漂着个孩子",
        "我胸闷得不行感觉要过去了",
        "我家老头嘴巴歪了话也讲不清楚",
        "楼道里全是烟我们下不去",
        "厨房油锅窜火了怎么灭",
        "地下车库水越来越高有人没出来",
        "有个醉汉躺在马路中间车都绕着走",
        "我家老爷子拉了一盆血",
        "有人在学校门口乱砍",
    ],
)
def test_danger_told_without_its_usual_words_is_danger(text: str) -> None:
    route = route_of(normalise(text))
    assert route is not None
    assert route.outcome is Outcome.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "那个定位手环哪里领",
        "定位器是给失智老人发的吗，在哪领",
        "想查一下我名下有几套房，开个无房证明",
        "帮我查我名下的养老账户",
        "捡到一个走失的老人送哪里",
        "我妈心口疼做了造影，自费部分能二次报销吗",
        "房子全转给儿子要交多少契税",
        "燃气软管几年换一次，有没有补贴",
        "下半身使不上劲，能评几级残疾",
        "江里浮着的养殖网箱要办什么证",
        "乱砍树木怎么处罚",
        "便血做肠镜医保报多少",
    ],
)
def test_an_ordinary_question_with_such_words_leads_nowhere(text: str) -> None:
    assert route_of(normalise(text)) is None


@pytest.mark.parametrize("text", ["查我老婆名下有几套房", "帮我查一下我对象名下有没有房", "我邻居名下几辆车"])
def test_what_somebody_else_owns_stays_private(text: str) -> None:
    route = route_of(normalise(text))
    assert route is not None
    assert route.text == "privacy"


@pytest.mark.parametrize(("rules_weigh", "danger"), [(0.5, False), (0.3, True)])
def test_danger_by_weight_alone_gives_way_to_a_greater_weight_of_rules(
    rules_weigh: float, danger: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = normalise("撞了 走了 后果")
    weighed = dict.fromkeys(shares(text), 0.0)
    weighed |= {"emergency": DANGER_WEIGHED + 0.05, POLICY: rules_weigh}
    monkeypatch.setattr(cues, "shares", lambda _: weighed)
    assert not any("emergency" in each.intents and each.is_said(text) for each in rules().routes)
    route = route_of(text)
    assert (route is not None and route.outcome is Outcome.EMERGENCY) is danger


@pytest.mark.parametrize(
    "text", ["小区消防通道被车堵得死死的", "电梯三天两头抖得吓人物业也不修", "河里漂着死猪没人捞"]
)
def test_a_grievance_near_danger_stays_one(text: str) -> None:
    route = route_of(normalise(text))
    assert route is not None
    assert route.outcome is Outcome.COMPLAINT


def test_scolding_without_a_rough_word_is_talk_and_no_thanks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = normalise("发烧了")
    weighed = dict.fromkeys(shares(text), 0.0) | {"abuse": 0.5, "thanks": 0.3, POLICY: 0.2}
    monkeypatch.setattr(cues, "shares", lambda _: weighed)
    route = route_of(text)
    assert route is not None
    assert (route.text, route.outcome) == ("off_topic", Outcome.OUT_OF_SCOPE)
