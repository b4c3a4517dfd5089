"""From plain words of speech to written ones, whatever the matter: 闺女 → 子女, 过期 → 逾期.

They stand in `nlu_data/dictionary/plain_words.txt`, one a line: the plain word, a space, the written words
by "|". A matter's own names stand in the lexicon; these are words that every matter uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policies.errors import UnreadableFile
from policies.language.normalise import normalise

FILE = "plain_words.txt"
# A shorter word is often part of another one: it counts only where words begin and end at its edges. Words of
# the lexicon are long and made of others (居住证过期): inside them two characters may count.
_SURE = 3
_MADE_OF_OTHERS = 4


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where words begin and end in a text, and the places of long words."""

    ends: set[int]
    inner: set[int]

    def hold(self, start: int, end: int) -> bool:
        if end - start > 1 and start in self.inner and end in self.inner:
            return True
        return start in self.ends and end in self.ends


class PlainWords:
    """Finds plain words in a text: leftmost, longest, no overlap."""

    def __init__(self, written: Mapping[str, tuple[str, ...]]) -> None:
        """`written` holds the written words by plain word, all of them normalised."""
        self._written = written
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in written:
            lengths[word[0]].add(len(word))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    @classmethod
    def load(cls, dictionary_dir: Path) -> PlainWords:
        """Read the file of a dictionary folder; a folder without one knows no plain words.

        Raises:
            UnreadableFile: a line is not a plain word with its written words.
        """
        path = dictionary_dir / FILE
        if not path.is_file():
            return cls({})
        found: dict[str, tuple[str, ...]] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                word, written = _line(line, number)
                found[word] = found.get(word, ()) + written
        return cls(found)

    def written(self, text: str, words: Callable[[str], list[str]]) -> tuple[str, ...]:
        """Return the written words for what a normalised text says and does not write itself.

        Args:
            text: the text.
            words: cuts it into words, to see where short ones begin and end.
        """
        edges: _Edges | None = None
        found: dict[str, None] = {}
        start = 0
        while start < len(text):
            length = self._at(text, start)
            if 0 < length < _SURE:
                edges = _edges(text, words(text)) if edges is None else edges
                length = next((n for n in range(length, 0, -1) if self._stands(text, start, n, edges)), 0)
            for word in self._written.get(text[start : start + length], ()):
                found.setdefault(word)
            start += max(1, length)
        return tuple(word for word in found if word not in text)

    def _at(self, text: str, start: int) -> int:
        lengths, left = self._lengths.get(text[start], ()), len(text) - start
        return next((n for n in lengths if n <= left and text[start : start + n] in self._written), 0)

    def _stands(self, text: str, start: int, length: int, edges: _Edges) -> bool:
        return text[start : start + length] in self._written and edges.hold(start, start + length)


def _line(line: str, number: int) -> tuple[str, tuple[str, ...]]:
    parts = line.split()
    if len(parts) != 2:
        raise UnreadableFile(FILE, "not_a_plain_word", line=number)
    written = tuple(normalise(word) for word in parts[1].split("|") if word)
    return normalise(parts[0]), written


def _edges(text: str, words: list[str]) -> _Edges:
    ends, inner, place = {0, len(text)}, set(), 0
    for word in words:
        begin = text.find(word, place)
        if begin >= 0:
            place = begin + len(word)
            ends |= {begin, place}
            inner |= set(range(begin, place + 1)) if len(word) >= _MADE_OF_OTHERS else set()
    return _Edges(ends, inner)
