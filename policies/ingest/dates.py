"""Dates in the ways official texts write them, and the phrases that say from when to when a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from policies.language.numerals import chinese_to_int

_SAYS = "零〇○ＯO一二三四五六七八九十"
_YEAR = rf"(?:\d{{4}}|[{_SAYS}]{{4}})"
_PART = rf"(?:\d{{1,2}}|[{_SAYS}]{{1,3}})"
_DATE = re.compile(
    rf"(?<![\d{_SAYS}])(?P<y>{_YEAR})\s*年\s*(?P<m>{_PART})\s*月\s*(?P<d>{_PART})\s*日"
    r"|(?<!\d)(?P<y2>\d{4})\s*(?P<sep>[-/.－／．])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2})(?!\d)"
)
_OWN = r"本(?:法|条例|通知|办法|规定|意见|细则|实施(?:细则|条例|办法|意见|方案)|方案|规则|规程|标准|措施|政策|公告|通告|决定|制度|规范|指南|文件|目录)"
_IN_FORCE = r"(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|试行)"
_UNTIL = re.compile(
    r"(?:有效期(?:限)?|执行期限?|试行期限?|执行|施行|有效|起)\s*(?:截止|暂定)?(?:至|到|为至)\s*$"
)
_SINCE_UNTIL = re.compile(r"[自从].*日起?(?:至|到)\s*$")
_PROMULGATED = r"(?P<act>公布|发布|印发|颁布|下发)之日"


@dataclass(frozen=True, slots=True)
class Validity:
    """From when a text holds, and the last day on which it holds."""

    effective_on: date | None = None
    expires_on: date | None = None


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, date) for every full date in `text`; impossible dates are left out."""
    for found in _DATE.finditer(text):
        day = _day(found)
        if day is not None:
            yield found.start(), found.end(), day


def read_date(text: str) -> date | None:
    """Return the date that `text` is as a whole, a time of day allowed after it; otherwise None."""
    stripped = text.strip()
    found = _DATE.match(stripped)
    if found is None or not re.fullmatch(r"(?:[T\s]*\d{1,2}:\d{2}.*)?", stripped[found.end() :]):
        return None
    return _day(found)


def validity(text: str, *, written_on: date | None = None, published_on: date | None = None) -> Validity:
    """Return what the text says of its own validity.

    Only sentences about this document count ("本办法自…起施行", "有效期五年"); a sentence that
    begins with another document's title is not its own. "自印发之日起" means `written_on`,
    "自公布之日起" `published_on`, each the other where it is unknown. Where several sentences
    speak, the last one counts.
    """
    acts = {"印发": written_on or published_on, "下发": written_on or published_on}
    promulgated = {"公布": published_on or written_on} | acts
    effective = expires = None
    for sentence in re.split(r"[。；;\n]", text):
        if not re.search(r"施行|实施|执行|生效|试行|有效", sentence) or _is_of_another(sentence):
            continue
        effective = _effective(sentence, promulgated) or effective
        expires = _expires(sentence, effective) or expires
    return Validity(effective, expires)


def _is_of_another(sentence: str) -> bool:
    if re.search(_OWN + r"[^》]{0,12}?(?:自|从|有效|于|执行)", sentence):
        return False
    return not re.match(
        r"(?:第\S{1,6}条\s*|[一二三四五六七八九十]+、)?(?:自|从|有效期|施行期|试行期|执行期)", sentence
    )


def _effective(sentence: str, promulgated: dict[str, date | None]) -> date | None:
    for _, end, day in find_dates(sentence):
        before = sentence[:end][:-2]
        if re.match(_IN_FORCE, sentence[end:]) and re.search(r"[自从于]", before):
            return day
        if re.match(r"(?:起)?(?:至|到)", sentence[end:]) and re.search(r"(?:施行|实施|执行|有效)", sentence):
            return day
    since = re.search(
        rf"[自从]{_PROMULGATED}起?(?:满)?(?P<days>\d{{1,3}}|[{_SAYS}]{{1,3}})?(?:个)?日?后?{_IN_FORCE}",
        sentence,
    )
    day_of_act = promulgated.get(since["act"], promulgated["公布"]) if since else None
    if since is None or day_of_act is None:
        return None
    return day_of_act + timedelta(days=chinese_to_int(since["days"] or "0") or 0)


def _expires(sentence: str, effective: date | None) -> date | None:
    for start, end, day in find_dates(sentence):
        if _UNTIL.search(sentence[:start]) or (
            _SINCE_UNTIL.search(sentence[:start]) and re.match(rf"止?{_IN_FORCE}|止?有效", sentence[end:])
        ):
            return day
    period = re.search(
        rf"(?:有效期(?:限)?|试行期(?:限)?|执行期限?|施行期限?)(?:限)?(?:暂定)?为?\s*"
        rf"(?P<n>\d{{1,2}}|[两{_SAYS}]{{1,3}})\s*(?P<unit>年|个月)",
        sentence,
    )
    if period is None or effective is None:
        return None
    count = chinese_to_int(period["n"]) or 0
    return _later(effective, count * 12 if period["unit"] == "年" else count)


def _later(start: date, months: int) -> date:
    """Return the last day of a period of `months` that begins on `start`."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        after = date(year, month + 1, start.day)
    except ValueError:
        after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return after - timedelta(days=1)


def _day(found: re.Match[str]) -> date | None:
    parts = (found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"])
    year, month, day = (chinese_to_int(re.sub("[ＯO]", "〇", part)) for part in parts)
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
