"""Words: jieba with the words of government services; figures stay whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import jieba
import rjieba

from policies.language.doc_number import find_doc_numbers
from policies.language.term import Term, read_terms

_HAN_ONLY = re.compile(r"[一-鿿]{2,7}")
# A way of speaking is a word only when it holds none of these: 看病报销 is one, 住院花的钱能退 is not.
_NOT_IN_A_WORD = re.compile(r"[的了吗呢吧啊能怎咋哪么没不多几给我你他想要去被把在和]")
# 上社保 as a word would cut 网上社保 wrongly: short ways that begin with a verb stay two words.
_VERB_FIRST = re.compile(r"[上交办转查停补换打领开考做退缴扣问去报买卖装坐抓改请建入]..?$")
_CONCEPT_FREQUENCY = 60

_WHOLE = re.compile(
    r"[0-9a-z]{8,}/(?:19|20)\d\d-\d{3,}"
    r"|(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?(?!\d)"
    r"|\d+(?:,\d{3})*(?:\.\d+)?(?:%|[万亿]?元)?"
    r"|[a-z]+(?:[-'.]?[a-z0-9]+)*"
    r"|(?P<han>[一-鿿]+)|[^\W_]"
)


def _is_noun(way: str) -> bool:
    return not _VERB_FIRST.match(way)


def words_of(term: Term) -> Iterator[str]:
    """Yield the name and the ways of a term that are short and plain enough to be words."""
    if term.is_word:
        for word in (term.concept, *filter(_is_noun, term.ways)):
            if _HAN_ONLY.fullmatch(word) and not _NOT_IN_A_WORD.search(word):
                yield word


def listed_words(dictionary_dir: Path) -> Iterator[tuple[str, int, str]]:
    """Yield word, frequency and part of speech from `words/*.txt`."""
    for path in sorted((dictionary_dir / "words").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            word, frequency, tag = line.split()
            yield word, int(frequency), tag


@cache
def _plain_jieba() -> jieba.Tokenizer:
    """Return jieba's own words (about a second; jieba caches them in the temporary folder)."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def new_tokenizer() -> jieba.Tokenizer:
    """Return a tokenizer with jieba's own words; what is added to it changes no other."""
    plain, tokenizer = _plain_jieba(), jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(plain.FREQ), plain.total, True
    return tokenizer


def word_frequencies(dictionary_dir: Path, terms: Iterable[Term]) -> dict[str, int]:
    """Return every word that segmentation adds to jieba's own, with its frequency.

    A word of a term is added only where jieba does not know it; the lists count in any case.
    """
    known = _plain_jieba().FREQ
    words = {word: _CONCEPT_FREQUENCY for term in terms for word in words_of(term) if not known.get(word)}
    return words | {word: frequency for word, frequency, _ in listed_words(dictionary_dir)}


@cache
def _words_of_files(dictionary_dir: Path) -> dict[str, int]:
    return word_frequencies(dictionary_dir, read_terms(dictionary_dir))


@cache
def _segmenter_of_files(dictionary_dir: Path) -> rjieba.Jieba:
    return jieba_with(_words_of_files(dictionary_dir))


def jieba_with(words: Mapping[str, int]) -> rjieba.Jieba:
    """Return an rjieba that knows some words with their frequencies beside its own."""
    fresh = rjieba.Jieba()
    for word, frequency in words.items():
        fresh.add_word(word, frequency, "n")
    return fresh


class Segmenter:
    """Cuts normalised text into words with jieba and words of our own; immutable.

    The work is done by rjieba, twenty times as fast as jieba. A test holds the two together. Words cannot
    be added while another thread cuts: other words mean another segmenter, made beside this one.
    """

    def __init__(self, dictionary_dir: Path, words: Mapping[str, int] | None = None) -> None:
        """Know the words of `dictionary_dir` (read once in a process), or `words` with their frequencies."""
        folder = dictionary_dir.resolve()
        self._jieba = _segmenter_of_files(folder) if words is None else jieba_with(words)

    @staticmethod
    def forget() -> None:
        """Let the next segmenter read its dictionary again; existing ones keep their words."""
        _words_of_files.cache_clear()
        _segmenter_of_files.cache_clear()

    def words(self, text: str) -> list[str]:
        """Return the words of `text` in order, without punctuation.

        A 文号 (in canonical form), an index number, an amount, a date, a percentage, a Latin word
        or a number is one word.
        """
        found: list[str] = []
        end = 0
        for number in find_doc_numbers(text):
            found += [*self._cut(text[end : number.start]), number.canonical]
            end = number.end
        return [*found, *self._cut(text[end:])]

    def edges(self, text: str) -> set[int]:
        """Return the offsets in `text` at which a word begins or ends."""
        return {edge for _, start, end in self._jieba.tokenize(text) for edge in (start, end)}

    def _cut(self, text: str) -> Iterator[str]:
        for match in _WHOLE.finditer(text):
            if match["han"]:
                yield from self._jieba.cut(match["han"])
            else:
                yield match[0]
