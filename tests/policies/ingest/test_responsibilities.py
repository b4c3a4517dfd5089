import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.responsibilities import responsibilities, without_marks


def parties(text: str) -> list[tuple[str, str]]:
    return [(found.department, found.role) for found in responsibilities(text)]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("(市医保局牵头)", [("市医保局", "牵头")]),
        ("（市教育局负责）", [("市教育局", "负责")]),
        ("（市民政局、市财政局等部门分工负责）", [("市民政局", "分工负责"), ("市财政局", "分工负责")]),
        (
            "(各区县政府、功能区管委,市数据服务中心负责)",
            [("各区县政府", "负责"), ("功能区管委", "负责"), ("市数据服务中心", "负责")],
        ),
        (
            "（市医保局牵头，市财政局、市税务局配合）",
            [("市医保局", "牵头"), ("市财政局", "配合"), ("市税务局", "配合")],
        ),
        (
            "（市税务局负责征收，市医保局按职责分工负责）",
            [("市税务局", "负责征收"), ("市医保局", "按职责分工负责")],
        ),
        ("（各县（市、区）政府负责）", [("各县（市、区）政府", "负责")]),
        (
            "（市住房和城乡建设局和市自然资源和规划局负责）",
            [("市住房和城乡建设局", "负责"), ("市自然资源和规划局", "负责")],
        ),
        ("（牵头单位：市医保局；配合单位：市财政局）", [("市医保局", "牵头"), ("市财政局", "配合")]),
        ("（责任单位：市教育局、市公安局）", [("市教育局", "负责"), ("市公安局", "负责")]),
        ("（市人社局会同市财政局负责）", [("市人社局", "负责"), ("市财政局", "负责")]),
        ("（由市司法局牵头负责）", [("市司法局", "牵头负责")]),
    ],
)
def test_marks_name_departments_and_their_roles(mark: str, expected: list[tuple[str, str]]) -> None:
    assert parties(f"公开办理结果{mark}。") == expected
    assert parties(f"公开办理结果。{mark}继续推进。") == expected


@pytest.mark.parametrize(
    "text",
    [
        "单位（以下简称负责人）应当到场。",
        "材料（身份证、户口簿）齐全。",
        "（由市局负责）的事项除外。",
        "（一）项不适用。",
    ],
)
def test_other_brackets_are_no_marks(text: str) -> None:
    assert parties(text) == []


def test_a_marks_matter_is_what_stands_since_the_mark_before() -> None:
    text = "推进异地结算（市医保局牵头）。做好入学公开。及时发布学位（市教育局负责）。"
    assert [found.matter for found in responsibilities(text)] == [
        "推进异地结算",
        "做好入学公开。及时发布学位",
    ]


def test_a_mark_directly_after_the_heading_has_it_as_its_matter() -> None:
    text = "（一）优化流程（市审批局牵头）"
    assert [found.matter for found in responsibilities(text, 7, "优化流程")] == ["优化流程"]


def test_a_heading_is_shown_without_its_mark() -> None:
    assert without_marks("优化流程（市审批局牵头）") == "优化流程"
    assert without_marks("优化流程（试行）") == "优化流程（试行）"


@given(st.text(alphabet="（）()市局负责牵头、，。；:：责任单位会同和等\n"))
def test_any_text_has_its_marks_without_an_error(text: str) -> None:
    assert all(found.department and found.role for found in responsibilities(text))
