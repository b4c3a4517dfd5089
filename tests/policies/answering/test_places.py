"""Another city's rules are not ours to tell; people and things from there, and stays there, are."""

from __future__ import annotations

import pytest

from policies.answering.places import place_asked
from policies.language.normalise import normalise

ELSEWHERE = [
    ("上海公积金怎么提取", "上海市"),
    ("北京社保断缴有什么影响", "北京市"),
    ("杭州买房要什么条件", "杭州市"),
    ("深圳市生育津贴多少钱", "深圳市"),
    ("广东省最低工资标准是多少", "广东省"),
    ("内蒙古高龄补贴怎么领", "内蒙古自治区"),
    ("苏州的公租房怎么申请", "苏州市"),
    ("我想问一下成都的失业金能领几个月", "成都市"),
    ("请问重庆小学入学年龄", "重庆市"),
    ("在武汉办居住证要什么材料", "武汉市"),
    ("香港怎么办营业执照", "香港特别行政区"),
    ("延边的低保标准", "延边朝鲜族自治州"),
    ("上海居民医保怎么缴费", "上海市"),
    ("杭州人才落户有什么条件", "杭州市"),
    ("正定县养老金一个月多少", "正定县"),
    ("我在深圳被裁了，那边失业金怎么领", "深圳市"),
    ("我儿子在上海上班那边公积金一个月能取多少", "上海市"),
    ("女儿嫁到苏州，那里生孩子有没有补贴", "苏州市"),
    ("爸妈在哈尔滨，他们那儿的高龄补贴多少钱一个月", "哈尔滨市"),
    ("你们这里能问杭州的落户政策吗", "杭州市"),
]
OURS = [
    "公积金怎么提取",
    "海南户口来本市落户要什么条件",
    "上海的社保转到本市怎么办",
    "上海户口的孩子在这里上学要什么材料",
    "我是河南人，能申请公租房吗",
    "在上海住院医保怎么报销",
    "去北京看病要备案吗",
    "到杭州就医报销比例是多少",
    "北京时间几点上班",
    "南京路的营业厅几点开门",
    "中山路派出所电话",
    "兰州拉面馆办食品经营许可证要什么材料",
    "武汉大学毕业能领人才补贴吗",
    "从深圳回来还能领失业金吗",
    "老家在四川，养老保险怎么转",
    "浙江驾照到期可以在这里换吗",
    "省医保和市医保有什么区别",
    "市里的公积金政策",
    "白银首饰退货怎么办",
    "台湾同胞能办居住证吗",
    "我们公司总部是上海公司，社保在哪交",
    "南方航空招不招应届生补贴",
    "去香港的通行证要花多少",
    "台湾通行证有效几年",
    "我在深圳被裁了，失业金怎么领",
    "武汉的车在这边年审行吗",
    "我在这边交社保，北京那边也交过，能合起来吗",
    "听说杭州生二胎给钱，咱们这给吗",
    "我在上海住院，当地医院说要备案，怎么备",
    "老家在四川那边的养老保险怎么办",
]


@pytest.mark.parametrize(("question", "place"), ELSEWHERE)
def test_a_question_about_another_places_rules_is_seen(question: str, place: str) -> None:
    assert place_asked(normalise(question), lambda _: False) == place


@pytest.mark.parametrize("question", OURS)
def test_a_place_that_is_only_named_leaves_the_question_ours(question: str) -> None:
    assert place_asked(normalise(question), lambda _: False) is None


def test_the_librarys_own_place_is_never_elsewhere() -> None:
    assert place_asked("上海公积金怎么提取", lambda name: name == "上海市") is None
