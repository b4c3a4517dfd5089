"""文号 in one canonical form, in documents and in questions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.language.doc_number import canonical, doc_numbers, find_doc_numbers
from policies.language.normalise import normalise
from policies.language.numerals import chinese_to_int

PRINTED = [
    "鲁政办发〔2021〕5号",
    "鲁政办发[2021]5号",
    "鲁政办发【2021】5号",
    "鲁政办发【2021】05号",
    "鲁政办发(2021)5号",
    "鲁政办发（2021）5号",
    "鲁政办发（2021）第5号",
    "鲁政办发［2021］第5号",
    "鲁政办发﹝2021﹞5号",
    "鲁政办发﹝2021）5号",
    "鲁政办发『2021』5号",
    "鲁政办发（２０２１）５号",
    "鲁政办发〔２０２１〕５号",
    "鲁政办发〔2021年〕5号",
    "鲁政办发 〔 2021 〕 5 号",
    "鲁政 办发〔2021〕05号",
    "鲁 政 办 发〔2021〕5号",
    "鲁政办发〔二〇二一〕五号",
]
SPOKEN = [
    "鲁政办发2021年第5号",
    "鲁政办发2021年5号",
    "鲁政办发2021 5号",
    "鲁政办发二零二一年五号",
    "鲁政办发〔2021〕5",
]


@pytest.mark.parametrize("text", [*PRINTED, *SPOKEN])
def test_every_spelling_of_a_document_number_is_one(text: str) -> None:
    assert doc_numbers(normalise(text)) == ["鲁政办发〔2021〕5号"]
    assert doc_numbers(f"根据{text}文件精神") == ["鲁政办发〔2021〕5号"]
    assert canonical(text) == "鲁政办发〔2021〕5号"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("《公租房管理办法》（住房城乡建设部令第11号）", "住房城乡建设部令第11号"),
        ("中华人民共和国主席令第八十三号", "中华人民共和国主席令第83号"),
        ("依据国务院令第735号制定", "国务院令第735号"),
        ("依据《条例》（国务院令第722号）", "国务院令第722号"),
        ("国务院令722号讲了什么", "国务院令第722号"),
        ("国家市场监督管理总局令第31号", "国家市场监督管理总局令第31号"),
        ("人力资源和社会保障部令第36号", "人力资源和社会保障部令第36号"),
        ("《条例》和住房城乡建设部令第11号", "住房城乡建设部令第11号"),
        ("原环境保护部令第44号", "环境保护部令第44号"),
        ("示范市人民政府令 第19号", "示范市人民政府令第19号"),
        ("示范市人民政府令（第19号）", "示范市人民政府令第19号"),
        ("市政府令第19号", "市政府令第19号"),
        ("商务部令2014年第3号", "商务部令2014年第3号"),
        ("商务部令〔2014〕第3号", "商务部令2014年第3号"),
        ("国家税务总局公告2021年第5号", "国家税务总局公告2021年第5号"),
        ("国家税务总局公告〔2021〕5号", "国家税务总局公告2021年第5号"),
        ("可比照海关总署公告2021年第5号", "海关总署公告2021年第5号"),
        ("关于免税的公告财政部公告2021年第5号", "财政部公告2021年第5号"),
    ],
)
def test_orders_and_announcements_are_named_with_their_issuer(text: str, number: str) -> None:
    assert doc_numbers(text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("请问鲁政办发〔2021〕5号还有效吗", "鲁政办发〔2021〕5号"),
        ("请问示人社字(2025)12号文件还有效吗", "示人社字〔2025〕12号"),
        ("我想查一下示人社规【2024】3号", "示人社规〔2024〕3号"),
        ("麻烦查查示医保发2025年6号文", "示医保发〔2025〕6号"),
        ("你们有国发〔2020〕3号吗", "国发〔2020〕3号"),
        ("那和国发〔2020〕3号有什么不同", "国发〔2020〕3号"),
        ("有效期到了，旧版示政办规〔2016〕9号", "示政办规〔2016〕9号"),
        ("实施细则示人社规字〔2022〕2号", "示人社规字〔2022〕2号"),
        ("为确保示办发[2020]10号落地", "示办发〔2020〕10号"),
        ("各地要对照示府办发电〔2020〕31号", "示府办发电〔2020〕31号"),
        ("2025年3月2日示教发〔2025〕7号", "示教发〔2025〕7号"),
        ("二〇二五年三月二日示教发〔2025〕7号", "示教发〔2025〕7号"),
        ("示范市住房公积金管理中心转发示公积金规〔2025〕1号", "示公积金规〔2025〕1号"),
        ("示范市医疗保障局示医保发〔2025〕6号", "示医保发〔2025〕6号"),
        ("示范市教育局 示教发〔2025〕7号", "示教发〔2025〕7号"),
        ("示范市卫健委示卫医政〔2025〕7号", "示卫医政〔2025〕7号"),
        ("国家发展改革委发改价格〔2020〕2号", "发改价格〔2020〕2号"),
        ("财政部财税〔2020〕11号", "财税〔2020〕11号"),
        ("从省政府示办发[2020]10号看", "示办发〔2020〕10号"),
    ],
)
def test_words_and_agencies_before_a_number_are_no_part_of_it(text: str, number: str) -> None:
    assert doc_numbers(text) == [number]


@pytest.mark.parametrize(
    "number",
    [
        "粤府〔2020〕1号",
        "工信部联企业〔2020〕1号",
        "发改价格〔2020〕1号",
        "人社厅发〔2020〕1号",
        "人社厅明电〔2020〕1号",
        "人社部明电〔2020〕1号",
        "国土资厅发〔2020〕1号",
        "自然资办函〔2020〕1号",
        "粤经信规字〔2020〕1号",
        "日政办发〔2020〕1号",
        "津和政发〔2020〕1号",
        "和政发〔2020〕1号",
        "鲁局发〔2020〕1号",
        "国有资发〔2020〕1号",
        "国卫基层家医便函〔2020〕1号",
    ],
)
def test_a_code_is_kept_whole(number: str) -> None:
    assert doc_numbers(f"见《示例的通知》（{number}）") == doc_numbers(number) == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "示政办字〔2025〕3号、示医保发〔2025〕6号同时废止，示政办字[2025]3号不再执行",
            ["示政办字〔2025〕3号", "示医保发〔2025〕6号"],
        ),
        ("根据示医保发[2025]6号和国发（2020）12号", ["示医保发〔2025〕6号", "国发〔2020〕12号"]),
        ("示政办发〔2020〕1号和国务院令第592号", ["示政办发〔2020〕1号", "国务院令第592号"]),
        ("因此财税〔2018〕64号重新发布示府办规〔2023〕1号", ["财税〔2018〕64号", "示府办规〔2023〕1号"]),
        ("财税〔2016〕36号、财税〔2016〕36号", ["财税〔2016〕36号"]),
        ("财税〔2016〕36 号国发〔2020〕1号", ["财税〔2016〕36号", "国发〔2020〕1号"]),
    ],
)
def test_several_numbers_stand_in_order_each_once(text: str, numbers: list[str]) -> None:
    assert doc_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "12345号线",
        "公交5号线",
        "海晏路6号",
        "我省〔2020〕10号",
        "本通知〔2020〕10号",
        "2025年第3号",
        "第5号窗口",
        "2021年5号楼怎么走",
        "小区改建2020年5号楼",
        "参加2021年3号的考试",
        "灵活就业人员社保怎么交",
        "委员会令第22号",
        "有关事项的通告2020年第2号",
    ],
)
def test_other_numbers_are_no_document_numbers(text: str) -> None:
    assert doc_numbers(text) == []


def test_only_a_line_that_is_a_number_is_one_as_a_whole() -> None:
    assert canonical("（示医保规〔2025〕3号）") == "示医保规〔2025〕3号"
    assert canonical("关于示医保规〔2025〕3号的解读") is None


@given(
    st.sampled_from(["示政办发", "国发", "人社部规", "财税"]), st.integers(1990, 2035), st.integers(1, 9999)
)
def test_a_canonical_number_is_read_as_itself(code: str, year: int, number: int) -> None:
    written = f"{code}〔{year}〕{number}号"
    assert doc_numbers(f"依据{written}规定办理") == [written]


@given(st.text(alphabet="示医保发规令公告第年号〔〕[]()（） 　0123456789一二和根据"))
def test_places_are_inside_any_text_and_in_order(text: str) -> None:
    last = 0
    for start, end, number in find_doc_numbers(text):
        assert last <= start < end <= len(text)
        assert number.endswith("号")
        last = end


@pytest.mark.parametrize(
    "wall", ["一" * 9000, "令第" * 4000, "〔2021〕" * 1500, "2021年" * 2000, "发 " * 4000]
)
def test_a_wall_of_signs_costs_next_to_nothing(wall: str) -> None:
    started = time.perf_counter()
    assert doc_numbers(wall) == []
    assert time.perf_counter() - started < 0.5


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a real corpus."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def test_numbers_of_real_notices_are_those_their_files_give(shared_data: Path) -> None:
    brackets = str.maketrans("﹝﹞【】[]（）()", "〔〕〔〕〔〕〔〕〔〕")
    given_and_found = [
        (label.translate(brackets), doc_numbers(row["text"]))
        for row in rows(shared_data / "ncp_policy_docs.jsonl")
        if (label := row["first_doc_no_in_text"])
    ]
    missed = [label for label, found in given_and_found if label not in found]
    assert len(given_and_found) > 100
    # In these the file itself runs words into the number.
    assert [label for label in missed if not label.startswith(("按照", "税务总局还", "社会保险费的"))] == []


def test_numbers_of_a_real_city_are_those_its_list_gives(shared_data: Path) -> None:
    for row in rows(shared_data / "gz_policy_docs.jsonl"):
        label = row["doc_no"]
        if label.endswith("号"):
            assert canonical(label) == label


def test_orders_of_real_regulations_are_those_their_list_gives(shared_data: Path) -> None:
    orders = {row["order_no"] for row in rows(shared_data / "regulations_national.jsonl") if row["order_no"]}
    named = sorted(order for order in orders if order.startswith(("国务院令", "主席令")))
    assert len(named) > 300
    for order in named:
        head, _, number = order.partition("第")
        assert doc_numbers(f"依据{order}制定") == [f"{head}第{chinese_to_int(number.rstrip('号'))}号"]


def test_the_founding_notice_names_itself(shared_data: Path) -> None:
    text = (shared_data / "policies" / "taian_2021_openness_notice.txt").read_text(encoding="utf-8")
    assert any("2021" in number for number in doc_numbers(text))
