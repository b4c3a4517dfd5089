import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.region import region_of


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("示范市医疗保障局", "示范市"),
        ("示范市云川区人民政府", "示范市云川区"),
        ("示范省人民政府办公厅", "示范省"),
        ("示范市市场监督管理局", "示范市"),
        ("示范市社区服务中心", "示范市"),
        ("示范市安平县民政局", "示范市安平县"),
        ("中共示范市委办公室", "示范市"),
        ("内蒙古自治区人民政府", "内蒙古自治区"),
        ("国务院办公厅", None),
        ("国家医疗保障局", None),
        ("人力资源社会保障部", None),
        (None, None),
    ],
)
def test_a_region_is_read_from_the_issuers_name(issuer: str | None, region: str | None) -> None:
    assert region_of(issuer) == region


@given(st.text())
def test_any_name_has_a_region_or_none(issuer: str) -> None:
    assert region_of(issuer) is None or region_of(issuer)
