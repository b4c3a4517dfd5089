import pytest

from policies.ingest.markers import read_marker
from policies.ingest.order import Node, Order


def opened(*lines: str) -> Order:
    order = Order()
    for line in lines:
        marker = read_marker(line)
        assert marker is not None
        order.place(marker, is_introduced=False)
        order.open.append(Node(marker.label, len(order.open), [line], marker))
    return order


@pytest.mark.parametrize(
    ("lines", "following", "whole", "fits"),
    [
        (["一、甲"], "二、乙", False, True),
        (["一、甲"], "三、丙", True, True),
        (["一、甲"], "三、丙", False, False),
        (["一、甲"], "九、壬", True, False),
        (["二、甲"], "二、乙", True, False),
        (["五、甲"], "一、乙", True, True),
        (["第三条 甲"], "第三条之一 乙", True, True),
        (["第三条 甲"], "第九条 乙", True, True),
        (["1.甲"], "2.2人户", True, True),
        (["1.甲"], "3.5倍", True, False),
        ([], "1.5倍", True, False),
    ],
)
def test_only_a_number_in_order_opens_a_clause(
    lines: list[str], following: str, whole: bool, fits: bool
) -> None:
    marker = read_marker(following)
    assert marker is not None
    assert opened(*lines).fits(marker, after_whole_line=whole) is fits


def test_a_number_closes_what_usually_stands_below_it() -> None:
    order = opened("一、甲", "（一）乙", "1.丙")
    marker = read_marker("（二）丁")
    assert marker is not None
    parent = order.place(marker, is_introduced=False)
    assert parent is not None
    assert parent.path == "一"
