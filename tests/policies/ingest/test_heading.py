import pytest

from policies.ingest.heading import heading_of
from policies.ingest.markers import read_marker


@pytest.mark.parametrize(
    ("line", "has_more", "heading"),
    [
        ("一、提高服务水平", True, "提高服务水平"),
        ("一、提高服务水平。", True, "提高服务水平"),
        ("一、提高服务水平。", False, ""),
        ("（一）优化流程。缩短时限。", False, "优化流程"),
        ("1.办理时间：工作日上午9时至12时", False, "办理时间"),
        ("（一）年满八十周岁；", False, ""),
        ("第二章 参保缴费", True, "参保缴费"),
        ("第三条 【适用范围】本市居民适用本办法。", False, "适用范围"),
        ("第三条 本市居民适用本办法。", True, ""),
        ("一、申请人应当提交材料。受理后3日内办结。", False, ""),
    ],
)
def test_a_heading_is_what_names_the_clause(line: str, has_more: bool, heading: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert heading_of(line, marker, has_more=has_more) == heading
