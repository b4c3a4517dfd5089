"""Published questions by the initials of their words: ybbx finds 医保…报销."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from threading import Lock

from policies.content.titles import Title

LEAST, MOST = 2, 10
LONG = 4
# More are not looked at: nobody reads on so far, and short questions come first.
ENOUGH = 60
_LETTERS = re.compile(r"[a-z]+")
_HAN = re.compile(r"[一-鿿]")
Words = Callable[[str], Sequence[str]]


class Initials:
    """Follows the titles: what did not change since the last look is not read again.

    What is typed is cut into initials of words in every way that the words at hand allow; the last one may be unfinished.
    A question fits that has all these words in this order, with others between them.
    """

    def __init__(self, words: Words) -> None:
        """Cut questions into words by `words`."""
        self._words = words
        self._followed: tuple[Title, ...] = ()
        self._seen: dict[str, Title] = {}
        self._lines: dict[str, str] = {}
        self._own: dict[str, int] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_beginning: dict[str, set[str]] = defaultdict(set)
        self._lock = Lock()

    def of(self, typed: str, titles: tuple[Title, ...]) -> list[Title]:
        """Return the questions whose words begin with these letters; none for other signs.

        Those with few words between come first, of these the short ones; similar questions count after a pair's own, and
        only by words of two letters and more: told at length, they hold nearly any row of single letters.
        """
        letters = typed.strip().lower()
        if not LEAST <= len(letters) <= MOST or not _LETTERS.fullmatch(letters):
            return []
        with self._lock:
            self._follow(titles)
            best: dict[str, tuple[bool, int]] = {}
            for words in sorted(self._cuts(letters), key=len):
                if len(best) >= ENOUGH:
                    break
                for qa_id, is_own in islice(self._holding(words), ENOUGH):
                    rank = (not is_own, len(words))
                    best[qa_id] = min(rank, best.get(qa_id, rank))
            found = [(rank, len(self._seen[qa_id].key), qa_id) for qa_id, rank in best.items()]
            return [self._seen[qa_id] for *_, qa_id in sorted(found)]

    def warm(self, titles: tuple[Title, ...]) -> None:
        """Read the questions now, so that nobody who types waits for it."""
        with self._lock:
            self._follow(titles)

    def _follow(self, titles: tuple[Title, ...]) -> None:
        if titles is self._followed:
            return
        self._followed = titles
        now = {each.qa_id: each for each in titles}
        for qa_id in [each for each, title in self._seen.items() if now.get(each) is not title]:
            self._forget(qa_id)
        for qa_id, title in now.items():
            if qa_id not in self._seen:
                self._take(title)

    def _take(self, title: Title) -> None:
        own = list(self._lines_of(title.key))
        others = [line for text in title.others.split("\n") for line in self._lines_of(text)]
        self._seen[title.qa_id] = title
        self._own[title.qa_id] = len(_joined(own))
        self._lines[title.qa_id] = _joined([*own, *others])
        for word in {word for line in (*own, *others) for word in line}:
            self._by_word[word].add(title.qa_id)
            for end in range(1, len(word) + 1):
                self._by_beginning[word[:end]].add(title.qa_id)

    def _lines_of(self, text: str) -> Iterator[list[str]]:
        """Give the initials of a text's words; and once more with long words cut in two, since people do (职工+医保)."""
        words = [first for word in self._words(text) if (first := initials_of(word))] if text else []
        yield words
        if any(len(word) >= LONG for word in words):
            yield [part for word in words for part in _halves(word, 2)]
        if any(len(word) > LONG for word in words):
            yield [part for word in words for part in _halves(word, len(word) - 2)]

    def _forget(self, qa_id: str) -> None:
        del self._seen[qa_id], self._own[qa_id]
        for word in set(self._lines.pop(qa_id).split()):
            self._by_word[word].discard(qa_id)
            for end in range(1, len(word) + 1):
                self._by_beginning[word[:end]].discard(qa_id)

    def _cuts(self, letters: str) -> Iterator[list[str]]:
        if self._by_beginning.get(letters):
            yield [letters]
        for end in range(1, len(letters)):
            if self._by_word.get(letters[:end]):
                yield from ([letters[:end], *rest] for rest in self._cuts(letters[end:]))

    def _holding(self, words: list[str]) -> Iterator[tuple[str, bool]]:
        *whole, last = words
        found = set(self._by_beginning[last]).intersection(*(self._by_word[word] for word in whole))
        in_order = re.compile("".join(f" {word}(?= )[^\n]*" for word in whole) + f" {last}")
        own_only = any(len(word) < LEAST for word in whole)
        for qa_id in sorted(found, key=lambda each: (len(self._seen[each].key), each)):
            lines, own = self._lines[qa_id], self._own[qa_id]
            place = in_order.search(lines, 0, own if own_only else len(lines))
            if place is not None:
                yield qa_id, place.start() < own


def _joined(lines: list[list[str]]) -> str:
    return "\n".join(f" {' '.join(line)} " for line in lines)


def _halves(word: str, at: int) -> tuple[str, ...]:
    return (word[:at], word[at:]) if len(word) >= LONG else (word,)


@lru_cache(maxsize=100_000)
def initials_of(word: str) -> str:
    """Return the first letters of a word's characters as they are read in it; empty for what is no Chinese word."""
    from pypinyin import Style, lazy_pinyin

    han = "".join(_HAN.findall(word))
    return "".join(lazy_pinyin(han, style=Style.FIRST_LETTER)) if han else ""
