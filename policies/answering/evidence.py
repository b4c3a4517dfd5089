"""The sentence of a clause that holds the fact, and who is responsible for it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from policies.answering.inquiry import Reading
from policies.answering.scoring.features import core
from policies.answering.scoring.model import Features
from policies.content.model import Clause, Facet, Responsibility
from policies.language.normalise import normalise
from policies.language.tokens import char_bigrams, char_unigrams
from policies.search.split import sentences

_SIGNS = {
    Facet.AMOUNT: re.compile(r"\d[\d,.]*\s*(元|万元|%|％|倍)|百分之|[一二三四五六七八九十百千万]+元"),
    Facet.DEADLINE: re.compile(
        r"\d{4}年|\d+月|年底|月底|日内|工作日|日前|之前|年内|月内|个月|有效期|自.{2,12}起|截止|期限|[一二三四五六七八九十\d]+(日|天|年)内"
    ),
    Facet.PLACE: re.compile(r"窗口|大厅|中心|社区|街道|网站|平台|网上|现场"),
    Facet.PHONE: re.compile(r"\d{3,4}-?\d{7,8}|12345|123\d\d|热线|电话"),
    Facet.MATERIALS: re.compile(r"材料|证明|身份证|户口簿|复印件|申请表|证件"),
    Facet.WHO: re.compile(r"人员|对象|适用|范围|居民|职工"),
    Facet.CONDITIONS: re.compile(r"条件|符合|应当同时|满\d|年满"),
    Facet.DEPARTMENT: re.compile(r"负责|牵头|承担|主管|配合"),
    Facet.WHY: re.compile(r"为什么|为了|背景|目的|原因|意义|必要|由来|旨在|考虑到|因此|为进一步|初衷"),
}
_DEPARTMENT_ASKED = re.compile(
    r"(哪个|哪些|什么|哪家)(部门|单位|局|机构)|谁(来)?(负责|牵头|主管|管)|归谁|由谁|(负责|牵头)(的)?(部门|单位)|是谁(负责|牵头|管)"
)
_VALIDITY_ASKED = re.compile(
    r"(现在|目前|如今)?(还|是否|是不是|还是)?(能不能|可以|能)?(继续)?(现行)?(能用|能作数|有效|算数|作数|管用|适用|执行)(不|吗|么|没有)?|"
    r"(被|已经?)?(作废|废止|失效|过期)(了)?(没有?|吗|么)?"
)
_NUMBER = re.compile(
    r"^\s*(第[一二三四五六七八九十百零]+[条章节]|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)\s*"
)
_FORMAL = re.compile(
    r"(同时|予以)废止|^[^。]{0,80}(制定|出台)本(办法|规定|细则|方案|意见|通知)|现(将|就).{0,60}(印发|通知如下|公告如下)|"
    r"请.{0,12}(贯彻|遵照)(执行|落实)"
)
# Items of a list end in a semicolon, the last of them and every other sentence in one of these.
_ENDS = ("。", "！", "？", "!", "?")
WORTH_OF_A_SIGN = 0.15
# Texts as long as this that are alike in every character are one text, not a phrase that both use.
SAME_TEXT = 20
# What asks for a meaning stands in no clause; left in, it outweighs the short word it asks about.
_MEANING = re.compile(
    r"(具体)?(是|指的?是|指)?(什么|啥|怎样的?)(意思|含义|概念|定义)|指的?是(什么|啥)|(什么|啥)(是|叫|叫做)|是(什么|啥)$|[？?]"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a quote.

    Attributes:
        start: where it begins in the quote.
        text: the sentence.
        fit: share of the question's matter that it holds, and a little more for the asked kind of fact.
    """

    start: int
    text: str
    fit: float

    @property
    def range(self) -> tuple[int, int]:
        """The characters of the quote to be highlighted, white space left out."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.start + lead, self.start + len(self.text.rstrip())


def asks_department(reading: Reading) -> bool:
    """Tell whether the question asks who is responsible (A11)."""
    return bool(_DEPARTMENT_ASKED.search(reading.text))


def asks_validity(reading: Reading) -> bool:
    """Tell whether the question asks if something still holds."""
    return bool(_VALIDITY_ASKED.search(reading.text))


def is_formal(quote: str) -> bool:
    """Tell whether a passage opens a document or says from when it holds and what it repeals, and nothing else."""
    return _FORMAL.search(quote) is not None


def asks_formally(reading: Reading) -> bool:
    """Tell whether a question is about a document as such: why it was made, whether and since when it holds."""
    return reading.prefers != "pair" or asks_validity(reading) or reading.facet in (Facet.WHY, Facet.DEADLINE)


def looked_up(text: str) -> str:
    """Return what is looked up in documents for a question: all but the words that ask for a meaning."""
    return _MEANING.sub("", text) or text


def without_number(text: str) -> str:
    """Return a sentence without the number of its clause, which is shown beside it."""
    return _NUMBER.sub("", text).strip() or text.strip()


def best_sentence(reading: Reading, quote: str) -> Sentence:
    """Return the sentence that fits the question best, the earliest of equals."""
    sign = _SIGNS.get(reading.facet) if reading.facet else None
    matters = {core(reading.text), core(reading.official or reading.text)}
    found = [
        Sentence(start, text, max(_fit(normalise(text), matter, sign) for matter in matters))
        for start, text in sentences(quote)
    ]
    return max(found, key=lambda each: (each.fit, -each.start), default=Sentence(0, quote, 0.0))


def opening_before(quote: str, sentence: Sentence, above: str = "") -> str:
    """Return the words that open the list whose item a sentence is, or "" where it stands by itself.

    Args:
        quote: what is quoted.
        sentence: one of its sentences.
        above: what opens the list that the quote itself is an item of, or "".
    """
    opening = above
    for start, text in sentences(quote):
        said = text.strip()
        if start >= sentence.start:
            return "" if "：" in said else without_number(opening).rstrip("：:")
        if said.endswith(("：", ":")):
            opening = said
        elif said.endswith(_ENDS):
            opening = ""
        elif not opening and "：" in said and not _NUMBER.match(said):
            opening = said.partition("：")[0]  # the first item stands in the line that opens the list
    return ""


def say_the_same(one: str, other: str) -> bool:
    """Tell whether two passages are one text, or one holds the whole of the other; what stands between words is nothing."""
    first, second = ("".join(char_unigrams(normalise(each))) for each in (one, other))
    return min(len(first), len(second)) >= SAME_TEXT and (first in second or second in first)


def passage_features(reading: Reading, title: str, quote: str, score: float) -> Features:
    """Return the signs that a passage holds the answer, said in everyday or in official words.

    The score is the passage's own: what its whole document says and what it may mean find it, and prove nothing of it.
    """
    text = normalise(f"{title} {quote}")
    sign = _SIGNS.get(reading.facet) if reading.facet else None
    matters = {core(reading.text), core(reading.official or reading.text)}
    return {
        "score": score,
        "core_of_asked": max(_share(char_unigrams(matter), char_unigrams(text)) for matter in matters),
        "core_bigrams_of_asked": max(_share(char_bigrams(matter), char_bigrams(text)) for matter in matters),
        "run": max(_longest_run(matter, text) / max(1, len(matter)) for matter in matters),
        "sentence": best_sentence(reading, quote).fit,
        "evidence": float(sign is not None and sign.search(quote) is not None),
    }


def responsible(clause: Clause, sentence: Sentence, quote_start: int) -> tuple[Responsibility, ...]:
    """Return the marks that stand at the end of a sentence or of the next one that has any.

    Args:
        clause: the clause with its marks in order.
        sentence: the sentence asked about, placed within a quote.
        quote_start: where the quote begins in the clause's text.
    """
    begin = quote_start + sentence.start
    for start, text in sentences(clause.text):
        if start + len(text) <= begin:
            continue
        bracket = re.search(r"[（(][^（）()]*(负责|牵头|承担|配合|主管)[^（）()]*[）)]", text)
        marks = tuple(
            mark
            for mark in clause.responsibilities
            if bracket and mark.department in bracket[0] and mark.role in bracket[0]
        )
        if marks:
            return marks
    return ()


def _fit(text: str, matter: str, sign: re.Pattern[str] | None) -> float:
    value = 0.7 * _share(char_bigrams(matter), char_bigrams(text))
    value += 0.3 * _share(char_unigrams(matter), char_unigrams(text))
    return value + (WORTH_OF_A_SIGN if sign is not None and value > 0 and sign.search(text) else 0.0)


def _share(wanted: Collection[str], there: Collection[str]) -> float:
    distinct = set(wanted)
    return len(distinct.intersection(there)) / len(distinct) if distinct else 0.0


def _longest_run(wanted: str, text: str) -> int:
    """Return the length of the longest part of `wanted` that stands in `text` literally."""
    longest = 0
    for start in range(len(wanted)):
        while start + longest < len(wanted) and wanted[start : start + longest + 1] in text:
            longest += 1
    return longest
