"""Personal data out of citizens' words before they are stored or logged.

What looks like personal data but is public or part of the matter stays: amounts, dates, 文号,
索引号 and service hotlines. Identity numbers are judged by their checksums (GB 11643, GB 32100),
bank cards by Luhn. A figure is never cut: a number is masked whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain

from policies.language.patterns import OwnMask
from policies.layers import Layers

ID_CARD, MOBILE, PHONE, BANK_CARD = "〔身份证号〕", "〔手机号〕", "〔电话〕", "〔银行卡号〕"
CREDIT_CODE, PLATE, EMAIL = "〔统一社会信用代码〕", "〔车牌号〕", "〔邮箱〕"

# Shorter numbers (12345) are never masked.
_SHORTEST_PUBLIC = 7
_GAP = r"[ \-－—·]?"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SPOKEN = dict(zip("〇零○一二三四五六七八九幺两", "00012345678912", strict=True))

# An index number (索引号) is a credit code or an old organisation code followed by /year-serial.
_EMAIL = re.compile(r"(?<![a-zA-Z0-9._%+-])[a-zA-Z0-9][a-zA-Z0-9._%+-]*@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+")
_CREDIT = re.compile(r"(?<![0-9A-Za-z/])[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}(?![0-9A-Za-z]|/(?:19|20)\d\d-)")
_ID = re.compile(
    rf"(?<![0-9A-Za-z/])[1-9]\d{{5}}{_GAP}(?:18|19|20)\d\d{_GAP}\d{{4}}{_GAP}\d{{3}}[0-9Xx](?![0-9A-Za-z]|/(?:19|20)\d\d-)"
)
_CARD = re.compile(r"(?<![0-9A-Za-z/.])[3-6]\d{3}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z.%/])")
_MOBILE = re.compile(
    rf"(?<![0-9A-Za-z/.])(?:\+?86{_GAP})?(?:1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|1 [3-9](?: \d){{9}})(?![0-9A-Za-z/%]|\.\d|[ ]?[万亿]?[元块])"
)
_MOBILE_SPOKEN = re.compile(
    r"(?<![〇零○一二三四五六七八九幺两十百千万])[一幺][三四五六七八九](?:[ ，、]?[〇零○一二三四五六七八九幺两]){9}(?![〇零○一二三四五六七八九幺两十百千万元块])"
)
_ID_SPOKEN = re.compile(
    r"(?<![〇零○一二三四五六七八九幺两])(?:[〇零○一二三四五六七八九幺两][ ，、]?){17}[〇零○一二三四五六七八九幺两Xx](?![〇零○一二三四五六七八九幺两])"
)
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z/.])[(（]?0(?:10|2\d|[3-9]\d{2})[)）]?[ \-－—]?[2-8]\d{6,7}(?:[-转]\d{1,4})?(?![0-9A-Za-z/%])"
)
_LOCAL = re.compile(
    r"(?P<cue>(?:电话|座机|号码|致电|拨打|打给|联系方式|回电|来电)[^0-9，。；！？\n]{0,6})(?P<number>[2-8]\d{6,7})(?![0-9A-Za-z/%]|\.\d|[万亿]?[元块])"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·・. -]?"
    r"(?:[A-HJ-K][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJ-K]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# With its cue a number is personal even where a digit is mistyped.
_CUED_ID = re.compile(r"(?P<cue>身份证[^0-9，。；！？\n]{0,6})(?:\d{17}[0-9Xx]|\d{15})(?![0-9A-Za-z])")
_CUED_CARD = re.compile(r"(?P<cue>(?:银行卡|卡号|账号|帐号)[^0-9，。；！？\n]{0,6})\d{15,19}(?![0-9A-Za-z])")
_HALF_WIDTH = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF20)
}


def is_id_card(number: str) -> bool:
    """Return whether 18 characters are an identity number with a right check digit and a possible birthday."""
    month, day = int(number[10:12]), int(number[12:14])
    remainder = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False)) % 11
    return 1 <= month <= 12 and 1 <= day <= 31 and number[17].upper() == "10X98765432"[remainder]


def is_credit_code(code: str) -> bool:
    """Return whether 18 characters are a 统一社会信用代码 with a right check character."""
    values = [_CREDIT_ALPHABET.index(character) for character in code.upper()]
    check = -sum(value * pow(3, place, 31) for place, value in enumerate(values[:17])) % 31
    return code[0] in "123456789ANYany" and values[17] == check


def is_bank_card(number: str) -> bool:
    """Return whether 15 to 19 digits pass the Luhn check."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(number))]
    return 15 <= len(number) <= 19 and sum(d - 9 * (d > 9) for d in doubled) % 10 == 0


def _digits(text: str) -> str:
    return re.sub(r"[ \-－—·，、]", "", text)


def _if(test: Callable[[str], bool], placeholder: str) -> Callable[[re.Match[str]], str]:
    return lambda match: placeholder if test(_digits(match[0])) else match[0]


def _spoken_id(match: re.Match[str]) -> str:
    number = "".join(_SPOKEN.get(character, character) for character in _digits(match[0]))
    return ID_CARD if is_id_card(number) else match[0]


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = (
    (_EMAIL, EMAIL),
    (_ID, _if(is_id_card, ID_CARD)),
    (_CUED_ID, rf"\g<cue>{ID_CARD}"),
    (_CUED_CARD, rf"\g<cue>{BANK_CARD}"),
    (_CREDIT, _if(is_credit_code, CREDIT_CODE)),
    (_CARD, _if(is_bank_card, BANK_CARD)),
    (_MOBILE, MOBILE),
    (_ID_SPOKEN, _spoken_id),
    (_MOBILE_SPOKEN, MOBILE),
    (_LANDLINE, PHONE),
    (_LOCAL, rf"\g<cue>{PHONE}"),
    (_PLATE, PLATE),
)


_OWN: Layers[tuple[OwnMask, ...], tuple[OwnMask, ...]] = Layers(lambda layers: tuple(chain(*layers)))


def lay_over(owner: object, own: tuple[OwnMask, ...] | None) -> None:
    """Mask what a site's own patterns catch besides, from now on; None ends it for this owner."""
    _OWN.lay(owner, own or None)


def mask(text: str) -> str:
    """Return `text` with personal data replaced by placeholders such as 〔手机号〕.

    Full-width figures are understood. Masking a masked text changes nothing. What a site's own patterns catch is masked
    after what is always masked.
    """
    return mask_with(text, _OWN.merged)


def mask_with(text: str, own: Iterable[OwnMask]) -> str:
    """Return `text` masked, with some own patterns in the place of those in effect."""
    masked = half_width = text.translate(_HALF_WIDTH)
    for pattern, replacement in _RULES:
        masked = pattern.sub(replacement, masked)
    for each in own:
        masked = each.compiled.sub(each.placeholder, masked)
    return text if masked == half_width else masked


def mask_but(text: str, public: Iterable[str]) -> str:
    """Return `text` with personal data masked, except public numbers, such as those of the directory.

    A public number counts only where it stands by itself, never as a part of a longer one.
    """
    known = sorted({each for each in public if sum(map(str.isdigit, each)) >= _SHORTEST_PUBLIC}, key=len)
    if not known:
        return mask(text)
    number = "|".join(map(re.escape, reversed(known)))
    parts = re.split(rf"(?<![0-9A-Za-z-])({number})(?![0-9A-Za-z-])", text)
    return "".join(part if place % 2 else mask(part) for place, part in enumerate(parts))
