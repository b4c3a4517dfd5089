"""What a document says of the validity of documents: 《…》同时废止, 对《…》作如下修改, 有效期五年.

A sentence counts where it rules ("同时废止", "予以废止", "修改为"), not where it tells ("已经废止的文件").
What a sentence only rests on (根据《…》) is no target. In a document about repeals (关于废止…的决定) every
item of its lists and every row of its tables names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from policies.content.model import Clause, Declaration
from policies.ingest.citations import Mention, mentions
from policies.ingest.dates import find_dates
from policies.ingest.markers import read_marker
from policies.ingest.tables import row_cells
from policies.language.doc_number import doc_numbers

Kind = Literal["repeals", "amends", "lapses"]

_BOUND = r"(?=[。；，、,;\s]|$)"
_BEFORE = r"(?:同时|一并|一律|均|予以|相应|即行|现予|宣布|起)\s*(?:予以|全部|即行|同时|自动|自行)?\s*"
_VERBS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "repeals",
        re.compile(
            rf"{_BEFORE}(?:废止|停止执行|不再执行){_BOUND}|》\s*(?:[（(][^（()）]*[)）])?\s*(?:废止|停止执行){_BOUND}"
            r"|(?<![已被应拟可])废止(?=\s*(?:《|下列|以下|如下))"
        ),
    ),
    (
        "amends",
        re.compile(
            r"(?:作|做|进行)出?(?:如下|以下|下列|部分)?(?:修改|修正|修订)(?=[。：:，,；;]|$)|修改为[：:“]"
            r"|(?:决定|现)(?:对|将)?修改(?=\s*《)"
        ),
    ),
    (
        "lapses",
        re.compile(
            rf"{_BEFORE}失效{_BOUND}|(?:自动|自行|自然)失效{_BOUND}|有效期限?(?:延长|延续|顺延)[至到]"
        ),
    ),
)
# 根据《…》和《…》（…）规定，: what a sentence rests on, up to its comma; or a single title after such a word.
_BASIS = re.compile(
    r"(?:根据|依据|按照|依照|遵照)\s*(?:《[^《》]*》|[（(][^（()）]*[)）]|[^，《》（）()])*，"
    r"|(?:根据|依据|按照|依照|参照|遵照|贯彻|落实|违反)\s*《[^《》]*》(?:\s*[（(][^（()）]*[)）])?"
)
_MAY_RULE = re.compile("废止|失效|修改|修正|修订|停止执行|不再执行|有效期")
_REPEALS_IN_TITLE = re.compile(r"(?:废止|失效|停止执行)")
_AMENDS_IN_TITLE = re.compile(r"(?:修改|修正|修订)\s*(?=《)")
_SENTENCE = re.compile(r"[^。；;\n]+")
_EXTENDED = "有效期"
_OWN_PERIOD = re.compile(
    r"本[一-鿿]{2,6}[^。；\n]{0,60}?(?:有效期|执行期|试行期|至.{4,14}止)|[自从][^。；\n]{2,30}(?:施行|实施|执行|生效)[^。；\n]{0,20}有效期|^有效期"
)


def declarations(
    title: str,
    clauses: Sequence[Clause],
    *,
    own_number: str | None = None,
    effective_on: date | None = None,
    expires_on: date | None = None,
) -> tuple[Declaration, ...]:
    """Return what a document declares, each target once for each kind, in order.

    Args:
        title: the document's title; one about repeals lists its targets.
        clauses: its clauses in order.
        own_number: its own 文号, which is no target.
        effective_on: the day on which "同时废止" takes place.
        expires_on: the last day on which the document itself holds: a declaration without target.
    """
    found: dict[tuple[str, str | None, str | None], Declaration] = {}
    for each in _all(title, clauses, effective_on):
        if each.doc_number is None or each.doc_number != own_number:
            found.setdefault((each.kind, each.doc_number, each.title), each)
    own = (
        [Declaration("lapses", None, None, expires_on + timedelta(days=1), _end(clauses))]
        if expires_on
        else []
    )
    return (*found.values(), *own)


@dataclass(frozen=True, slots=True)
class _Verb:
    """A ruling verb in a sentence."""

    kind: Kind
    start: int
    end: int


def _all(title: str, clauses: Sequence[Clause], effective_on: date | None) -> Iterator[Declaration]:
    if clauses and (amends := _AMENDS_IN_TITLE.search(title)):
        for target in mentions(title[amends.end() :]):
            yield _declared("amends", target, effective_on, clauses[0])
    is_about_repeals = bool(_REPEALS_IN_TITLE.search(title))
    for clause in clauses:
        if not (is_about_repeals or _MAY_RULE.search(clause.text)):
            continue
        for sentence in _SENTENCE.findall(clause.text):
            yield from _of_sentence(sentence, clause, effective_on)
            if is_about_repeals and _is_listed(sentence, clause):
                yield from (_declared("repeals", each, effective_on, clause) for each in _listed(sentence))


def _of_sentence(sentence: str, clause: Clause, effective_on: date | None) -> Iterator[Declaration]:
    for verb in _verbs(sentence):
        comes_after = (
            not sentence[: verb.start].rstrip().endswith(("》", ")", "）"))
            and "《" in sentence[verb.end :][:3]
        )
        part = sentence[verb.end :] if comes_after else sentence[: verb.end]
        on = _day(sentence, verb) or effective_on
        yield from (_declared(verb.kind, each, on, clause) for each in mentions(_BASIS.sub("", part)))


def _verbs(sentence: str) -> Iterator[_Verb]:
    for kind, pattern in _VERBS:
        found = pattern.search(sentence)
        if found is not None:
            yield _Verb(kind, found.start(), found.end())


def _day(sentence: str, verb: _Verb) -> date | None:
    """Return the first day: the one from which it holds; after an extended period, the day after its last."""
    for _, end, day in find_dates(sentence):
        if end <= verb.end and re.match(r"\s*起", sentence[end:]):
            return day
        if verb.kind == "lapses" and _EXTENDED in sentence[verb.start : verb.end] and end > verb.end:
            return day + timedelta(days=1)
    return None


def _is_listed(sentence: str, clause: Clause) -> bool:
    """Whether the sentence is an item of a list, a row of a table, or stands in an annex."""
    is_item = row_cells(sentence) is not None or read_marker(sentence) is not None
    return is_item or clause.path.startswith("附件")


def _listed(sentence: str) -> Iterable[Mention]:
    """Return the documents that an item of a list of repealed ones names."""
    cells = row_cells(sentence)
    if cells is None:
        return mentions(_BASIS.sub("", sentence))
    numbers = doc_numbers(" ".join(cells))
    titles = [re.sub(r"[《》]", "", cell) for cell in cells if len(cell) > 6 and not doc_numbers(cell)]
    named = max(titles, key=len, default=None)
    return [Mention(named, numbers[0])] if numbers else mentions(sentence)


def _declared(kind: Kind, target: Mention, on: date | None, clause: Clause) -> Declaration:
    return Declaration(kind, target.doc_number, target.title, on, clause.path)


def _end(clauses: Sequence[Clause]) -> str:
    """Return the path of the clause that says until when the document holds, "" where none does."""
    return next((clause.path for clause in reversed(clauses) if _OWN_PERIOD.search(clause.text)), "")
