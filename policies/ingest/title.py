"""The title of a notice and its own 文号, from the lines that stand above its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.ingest.markers import read_marker
from policies.language.doc_number import canonical, find_doc_numbers

_MOST_LINES = 12
_MOST_TITLE_LINES = 4
_LONGEST_LINE = 80
_KINDS = (
    r"(?:通知|通告|公告|意见|办法|规定|条例|细则|方案|决定|规则|措施|规划|计划|批复|函|标准|规范|指南|要点|制度|法|"
    r"解读补充|解读|答记者问|问答|图解|目录|清单|简介|说明)"
)
_ENDS_AS_TITLE = re.compile(rf"{_KINDS}(?:\s*[(（][^()（）]{{1,20}}[)）])?$")
_BEGINS_AS_TITLE = re.compile(r"(?:一图读懂|图解|政策解读)[:：]?\S")
_AGENCY = re.compile(r"(?:局|厅|部|委|委员会|政府|办公室|办公厅|中心|院|署|会)$")


@dataclass(frozen=True, slots=True)
class Top:
    """What stands above a body: title and number where found, and the lines that remain."""

    title: str | None
    doc_number: str | None
    rest: list[str]


def take_title(lines: list[str]) -> Top:
    """Take the title and the document's own number from the beginning of `lines`.

    The lines above the salutation, the first clause and the first sentence are looked at; a title
    is one that begins with 关于 or ends as titles do (…的通知, …办法). Nothing is made up: where no
    such line stands there, the title is None.
    """
    count = _top_count(lines)
    number, number_at = None, None
    for index, line in enumerate(lines[:count]):
        if number is None and (found := canonical(line)) is not None:
            number, number_at = found, index
    top = [(index, line) for index, line in enumerate(lines[:count]) if index != number_at]
    title, used = _join([line for _, line in top])
    taken = {top[position][0] for position in used} | ({number_at} if number_at is not None else set())
    title, inside = _part_number(title)
    number = number or inside
    return Top(title, number, [line for index, line in enumerate(lines) if index not in taken])


def take_known_title(lines: list[str], title: str | None) -> Top:
    """Take a title that is known, and the document's own number, from where the body repeats them.

    Another title than the known one (a notice's, below the headline of a news page) stays in the body;
    without a known title this is `take_title`.
    """
    if not title:
        return take_title(lines)
    bare = _bare(title)
    number, taken = None, set()
    count = min(len(lines), _MOST_LINES)
    for index, line in enumerate(lines[:count]):
        if number is None and (found := canonical(line)) is not None:
            number = found
            taken.add(index)
            continue
        end = next(
            (
                end
                for end in range(index + 1, min(index + _MOST_TITLE_LINES, count) + 1)
                if _bare("".join(lines[index:end])) == bare
            ),
            None,
        )
        if end is not None:
            taken.update(range(index, end))
        elif index not in taken and (line.endswith(("：", "。")) or len(line) > _LONGEST_LINE):
            break
    title, inside = _part_number(title)
    return Top(title, number or inside, [line for index, line in enumerate(lines) if index not in taken])


def _bare(text: str) -> str:
    return re.sub(r"[\s《》]", "", text)


def _part_number(title: str | None) -> tuple[str | None, str | None]:
    """Part "…办法（示政办规〔2025〕6号）" into title and number; the number is None where there is none."""
    for start, end, number in find_doc_numbers(title or ""):
        before, after = (title or "")[:start].rstrip(), (title or "")[end:].strip()
        if before.endswith(("(", "（")) and after in (")", "）"):
            return before[:-1].rstrip(), number
    return title, None


def _top_count(lines: list[str]) -> int:
    for index, line in enumerate(lines[:_MOST_LINES]):
        stripped = line.strip()
        is_body = (
            stripped.endswith(("：", ":", "。", "；", "，"))
            or "。" in stripped
            or len(stripped) > _LONGEST_LINE
        )
        if is_body or read_marker(stripped) is not None:
            return index
    return min(len(lines), _MOST_LINES)


def _join(top: list[str]) -> tuple[str | None, list[int]]:
    """Return the title in the top lines and which of them it takes: a title may run over several."""
    stripped = [line.strip() for line in top]
    end = next((i for i, line in enumerate(stripped) if _is_title_end(line)), None)
    if end is None:
        return None, []
    start = end
    if "关于" not in stripped[end]:
        above = range(end - 1, max(end - _MOST_TITLE_LINES, -1), -1)
        start = next((i for i in above if "关于" in stripped[i]), end)
    if stripped[start].startswith("关于") and start > 0 and _AGENCY.search(stripped[start - 1]):
        start -= 1
    return "".join(stripped[start : end + 1]), list(range(start, end + 1))


def _is_title_end(line: str) -> bool:
    title = _part_number(line)[0] or ""
    return bool(_ENDS_AS_TITLE.search(title) or _BEGINS_AS_TITLE.match(title)) and ">" not in line
