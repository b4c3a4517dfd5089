"""Whether a page may show the assistant."""

from __future__ import annotations

import pytest

from policies.content.site_origins import judged, origin_of
from policies.errors import InputError

SITE = ("https://www.example.gov.cn", "https://zwfw.example.gov.cn:8443")


@pytest.mark.parametrize(
    ("address", "verdict", "near"),
    [
        ("https://www.example.gov.cn/index.html?a=1", "allowed", ""),
        ("https://WWW.example.gov.cn:443/", "allowed", ""),
        ("https://zwfw.example.gov.cn:8443", "allowed", ""),
        ("http://www.example.gov.cn/", "near", SITE[0]),
        ("https://example.gov.cn/", "near", SITE[0]),
        ("https://zwfw.example.gov.cn/", "near", SITE[1]),
        ("https://inner.example.gov.cn/", "everywhere", ""),
        ("https://example.com/", "refused", ""),
        ("https://www.example.gov.cn.evil.com/", "refused", ""),
    ],
)
def test_a_page_is_judged_by_where_it_is(address: str, verdict: str, near: str) -> None:
    found = judged(address, SITE, ("https://inner.example.gov.cn",))
    assert (found.verdict, found.near) == (verdict, near)


def test_a_chinese_name_is_judged_as_browsers_send_it() -> None:
    assert origin_of("https://示范市.cn/首页") == "https://xn--fiqy75ay8ljma.cn" or origin_of(
        "https://示范市.cn"
    ).startswith("https://xn--")


@pytest.mark.parametrize(
    "address", ["", "www.example.gov.cn", "ftp://a.cn", "https://", "https://a:b", "https://[x"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError) as error:
        judged(address, SITE)
    assert error.value.reason == "page_address"
