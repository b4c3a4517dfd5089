"""One spelling for both sides of a search: what is stored and what is asked.

Canonical form: NFKC, Latin in lower case, simplified characters, one space between words. NFKC
makes Chinese punctuation half-width, so it is written back in full width except inside figures,
times and addresses (12,000 · 15:30 · a@b.cn). Brackets are always full-width. The brackets of a
文号 are left to `doc_number.doc_numbers`.

The fillers of a question stand in `nlu_data/dictionary/fillers.txt`, one a line, "position word".
Positions: `start` at the beginning of a clause, `end` at the end of the text, `pause` at the
beginning of a clause where a pause (punctuation, space, end) follows, `any` anywhere.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import opencc

FILLERS = Path(__file__).resolve().parents[2] / "nlu_data" / "dictionary" / "fillers.txt"

# What may have another compatible form. Chinese characters have none and never join with a neighbour; brackets, and
# punctuation before a Chinese character, would be made half-width only to be written back.
_MAY_DIFFER = re.compile("(?:[^①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一-鿿、。《》“”（），？！；：]|[，？！；：](?![一-鿿]))+")
_FULL_WIDTH = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}
_PUNCTUATION = re.compile(r"(?<![0-9a-z/])[,?!;:](?!//)|[,?!;:](?![0-9a-z/])")
_INSIDE_FIGURES = re.compile("[0-9a-z][，？！；：][0-9a-z]")
_ELLIPSIS = re.compile(r"\.{3,}")
_SPACE = re.compile(r"\s+")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\ufffd]"
)

_SILENT = re.compile(
    r"<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(r"</?(?:p|div|br|li|tr|table|h[1-6]|ul|ol|section|article|dd|dt)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![a-zA-Z\[][^<>]*>|<\?[^<>]*>")

_PAUSE = "，。！？；：、…~ "
_NUMERALS = "〇零一二三四五六七八九十百千万亿两幺壹贰叁肆伍陆柒捌玖拾"
_HAN = "一-鿿"
# 我我我想 → 我想; 就就业 → 就业. Doubled characters that are words (看看, 爸爸) are left alone.
_STUTTER = re.compile(rf"([我你他这那就怎])\1+|((?![{_NUMERALS}哈])[{_HAN}])\2{{2,}}")
# 医保医保怎么交; 医保，医保怎么交: a clause that begins anew with its own words. 是否有产权，产权归谁 stays.
_UNIT = rf"(?:(?![{_NUMERALS}不没无否])[{_HAN}]){{2,8}}"
_RESTART = re.compile(
    rf"(?P<begin>^|[{_PAUSE}])(?P<lead>(?:那个|这个|就是|我的?)?)(?P<unit>{_UNIT})[，… ]*(?P=unit)"
    r"|(?P<word>怎么|怎样|什么|多少|哪里|哪儿|可以|如何|是否)(?P=word)"
)


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _compatible(text: str) -> str:
    if unicodedata.is_normalized("NFKC", text):
        return text
    return _MAY_DIFFER.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


@cache
def _traditional() -> re.Pattern[str]:
    """Return what matches a character that has a simplified form."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    simple = _simplifier().convert("\n".join(every)).split("\n")
    return re.compile(
        f"[{_ranges(sign for sign, other in zip(every, simple, strict=True) if sign != other)}]"
    )


@cache
def _canonical() -> re.Pattern[str]:
    """Return what matches texts of signs that are canonical wherever they stand: most clauses are such.

    Simplified characters, Chinese punctuation, figures, small Latin letters and single blanks.
    """
    every = map(chr, range(0x4E00, 0xA000))
    simple = _ranges(sign for sign in every if not _traditional().match(sign))
    sign = f"[{simple}、。《》“”（），；：？！0-9a-z]"
    return re.compile(f"{sign}+(?: {sign}+)*")


def _simplified(text: str) -> str:
    """Return the text in simplified characters; one that is in them already is left alone.

    (As phrases of traditional ones, words of simplified characters would be spoilt: 破坏土地, 破坯土地.)
    """
    return _simplifier().convert(text) if _traditional().search(text) else text


def _ranges(signs: Iterable[str]) -> str:
    """Return sorted signs as ranges of a character class."""
    found: list[list[int]] = []
    for code in map(ord, signs):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


def normalise(text: str) -> str:
    """Return the canonical form of `text`; applying it again changes nothing."""
    if _canonical().fullmatch(text) and not _INSIDE_FIGURES.search(text):
        return text
    text = _compatible(_UNPRINTABLE.sub("", text))
    lowered = text.lower()
    text = _simplified(lowered if lowered == text else _compatible(lowered))
    text = _ELLIPSIS.sub("…", text.replace("(", "（").replace(")", "）"))
    text = _PUNCTUATION.sub(lambda mark: _FULL_WIDTH[mark[0]], text)
    return _SPACE.sub(" ", text).strip()


@cache
def _fillers() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words: dict[str, list[str]] = {"start": [], "end": [], "pause": [], "any": []}
    for line in FILLERS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            position, word = line.split()
            words[position].append(re.escape(word))
    one_of = {position: "|".join(sorted(found, key=len, reverse=True)) for position, found in words.items()}
    start = rf"(?:(?:{one_of['start']})[啊呀哈呢哦哎]?|(?:{one_of['pause']})(?=[{_PAUSE}]|$))[{_PAUSE}]*"
    end = rf"(?:^|[{_PAUSE}]*)(?:{one_of['end']})[啊呀哈了哦吧]?[{_PAUSE}]*"
    return re.compile(one_of["any"]), re.compile(rf"(^|[{_PAUSE}])(?:{start})+"), re.compile(rf"(?:{end})+$")


def _restarted(text: str) -> str:
    text = _STUTTER.sub(lambda run: run[1] or run[2], text)
    return _RESTART.sub(lambda run: run["word"] or f"{run['begin']}{run['lead']}{run['unit']}", text)


def normalise_query(text: str) -> str:
    """Return the normalised question without politeness, fillers and restarts.

    Question words and stop words stay. A text that holds nothing else is returned normalised.
    """
    whole = normalise(text)
    anywhere, start, end = _fillers()
    text = start.sub(r"\1", _restarted(anywhere.sub("", whole)))
    text = end.sub("", _restarted(text)).lstrip(_PAUSE).rstrip(_PAUSE.replace("？", ""))
    return text if text.strip(_PAUSE) else whole


def plain(text: str) -> str:
    """Return readable text from a text that may hold HTML.

    Scripts, comments and tags go, block tags become line breaks, entities are decoded, control
    characters go. Decoding that reveals new tags is cleaned again. "年龄<60岁" stays.
    """
    before = None
    while text != before:
        before = text
        text = _TAG.sub("", _BREAK.sub("\n", _SILENT.sub("", text)))
        text = _UNPRINTABLE.sub("", html.unescape(text))
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
