"""The region that an issuer's name names: 示范市云川区人民政府 → 示范市云川区."""

from __future__ import annotations

import re

_NOT_A_REGION = r"(?<!社)(?<!小)(?<!园)(?<!校)(?<!城)(?<!景)(?<!辖)(?<!地)"
_REGION = re.compile(
    r"(?:中共)?(?P<region>(?:[一-鿿]{2,7}?(?:省|自治区|特别行政区))?"
    r"(?:[一-鿿]{2,9}?(?:市|自治州|地区|盟))?"
    rf"(?:[一-鿿]{{1,10}}?{_NOT_A_REGION}(?:自治县|区|县|旗))?)"
)
_NATIONAL = re.compile(r"国家|国务院|中华人民共和国|全国|中央|中共中央|中国")


def region_of(issuer: str | None) -> str | None:
    """Return the full name of the region at the beginning of `issuer`, None for a national body."""
    if not issuer or _NATIONAL.match(issuer):
        return None
    found = _REGION.match(issuer)
    return (found["region"] or None) if found else None
