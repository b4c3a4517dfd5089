"""What stands after the last clause: closing words, signature and date, the list of annexes."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from policies.ingest.dates import read_date

_CLOSING = re.compile(
    r"特此(?:通知|公告|通告|函告|函复|批复|报告)|[(（]?此件|[(（]?(?:信息公开|公开)(?:属性|选项|方式)[:：]|"
    r"抄\s*送[:：]"
)
_ANNEX_LIST = re.compile(r"附\s*件\s*(?:[:：]|[\d一二三四五六七八九十]{1,2}\s*[.．、:：])")
_ANNEX_HEADING = re.compile(
    r"[【\[(（]?附\s*件\s*(?P<n>[\d一二三四五六七八九十]{0,3})\s*[】\])）]?\s*[:：]?\s*$"
)
_IN_FORCE = re.compile(
    r"(?:本(?:通知|意见|方案|公告|通告|措施|政策|文件|办法|规定|细则)\S{0,10}?)(?:自|有效期|执行期|施行期|试行期)"
)
_BEGINNINGS = tuple("附【[(（特此信公抄")
_LONGEST_NAME = 40
_MOST_SIGNERS = 8
_NAME = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fff\s()（）、]*"
    r"(?:局|厅|部|委|委员会|政府|办公室|中心|院|署|会|公司|银行|处|队|站|所|校|社)\s*[)）]?"
)


def may_close(line: str) -> bool:
    """Tell cheaply whether a line may be an annex's heading, a list of annexes or closing words."""
    return line.lstrip()[:1] in _BEGINNINGS


def is_closing(line: str) -> bool:
    """Tell a line that ends a document's clauses whatever stands after it."""
    return bool(_CLOSING.match(line.strip()))


def is_annex_list(line: str) -> bool:
    """Tell the line that begins a list of annexes ("附件：1.申请表")."""
    return bool(_ANNEX_LIST.match(line.strip())) and annex_label(line) is None


def annex_label(line: str) -> str | None:
    """Return the label of an annex whose heading `line` is ("附件1"), otherwise None."""
    found = _ANNEX_HEADING.match(line.strip())
    return f"附件{found['n']}" if found else None


def says_in_force(line: str) -> bool:
    """Tell a paragraph about the document's own validity."""
    return bool(_IN_FORCE.match(line.strip()))


def signature_start(lines: list[str]) -> int | None:
    """Return where the signature begins in `lines` that end with a date of their own, otherwise None."""
    if not lines:
        return None
    name, day = _signed(lines[-1])
    if day is None:
        return None
    start = len(lines) - 1
    while not name and start > 0 and _is_name(lines[start - 1]):
        start -= 1
    return start


def signature(lines: list[str]) -> tuple[str | None, date | None]:
    """Return (name, date) of the last signature in `lines`, each None where it does not stand there.

    The names of several who signed together are joined by 、.
    """
    for index in range(len(lines) - 1, -1, -1):
        name, day = _signed(lines[index])
        if day is not None:
            above = takewhile(_is_name, reversed(lines[max(index - _MOST_SIGNERS, 0) : index]))
            return name or "、".join(each.strip() for each in [*above][::-1]) or None, day
    return None, None


def _signed(line: str) -> tuple[str | None, date | None]:
    """Return (name, date) of a line that is a date, or a name and a date with blanks between."""
    day = read_date(line)
    if day is not None:
        return None, day
    parts = line.rsplit(maxsplit=1)
    if len(parts) == 2 and _is_name(parts[0]) and (day := read_date(parts[1])) is not None:
        return parts[0], day
    return None, None


def _is_name(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) <= _LONGEST_NAME and bool(_NAME.fullmatch(stripped))
