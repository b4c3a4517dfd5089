from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.passages import split_passages


def test_sections_are_passages_with_their_headings() -> None:
    passages = split_passages(
        "导语。\n## 出台背景\n过去各区不一致。\n## 主要变化\n统一时间。\n## 主要变化\n统一材料。"
    )
    assert [(passage.path, passage.heading) for passage in passages] == [
        ("前言", ""),
        ("出台背景", "出台背景"),
        ("主要变化", "主要变化"),
        ("主要变化〔2〕", "主要变化"),
    ]
    assert passages[1].text == "出台背景\n过去各区不一致。"


def test_questions_are_passages() -> None:
    passages = split_passages("问：谁可以领？\n答：八十周岁以上老人。\n2.问：怎么领？\n答：网上申请。")
    assert [passage.heading for passage in passages] == ["谁可以领？", "怎么领？"]


def test_clause_numbers_divide_a_text_without_sections() -> None:
    assert [passage.path for passage in split_passages("一、背景\n甲。\n二、变化\n乙。")] == ["一", "二"]


@given(st.text(alphabet="#问答：:1.\n 一、甲"))
def test_paths_of_any_text_are_unique(text: str) -> None:
    paths = [passage.path for passage in split_passages(text)]
    assert len(paths) == len(set(paths))
