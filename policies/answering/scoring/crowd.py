"""A candidate among the others: what sets the question apart, and who of them has it.

Measured against the candidates of the same question, not against the whole library, so that the figures
mean the same in a library of a hundred pairs and in one of a hundred thousand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from policies.answering.inquiry import Reading
from policies.answering.scoring.features import core
from policies.answering.scoring.model import Features
from policies.language.tokens import char_bigrams

LEAST_WORD = 2
# Words that many matters share; a question is not about them.
GENERIC = re.compile(
    r"手续|材料|证件|条件|流程|程序|步骤|办理|申请|申领|领取|标准|政策|规定|办法|时间|日期|电话|地址|地点|地方|费用|金额|部门|单位|"
    r"情况|问题|事情|东西|资格|要求|期限|咨询|查询|补贴|补助|每月|每年|一个月|人员|个人|本市|本人|现在|今年|去年|明年|怎么回事"
)


class Crowd:
    """The candidates of one question."""

    def __init__(self, reading: Reading, stored: Sequence[str], told: Sequence[str]) -> None:
        """Weigh the question's tokens.

        Args:
            reading: what is asked, with its words and its official wording.
            stored: the candidates' questions, normalised.
            told: everything the first of them say, normalised.
        """
        matters = dict.fromkeys((core(reading.text), core(reading.official or reading.text)))
        self._wordings = [_weighed(set(char_bigrams(matter)), stored) for matter in matters]
        words = {word for term in reading.terms if len(word := core(term)) >= LEAST_WORD}
        self._words = _weighed(words, stored)
        self._every = "\n".join([*stored, *told])
        self._heard: Features = {
            "heard": max(_plain_share(weights, self._every) for weights in self._wordings),
            "words_heard": _plain_share(self._words, self._every),
            "unheard": float(self._knows_nothing_of(reading)),
        }

    def features(self, stored: str, told: str) -> Features:
        """Return the signs of one candidate: its question, and everything it says where that was read."""
        both = f"{stored}\n{told}"
        return {
            "contrast": max(_share(weights, stored) for weights in self._wordings),
            "contrast_words": _share(self._words, stored),
            "contrast_told": max(_share(weights, both) for weights in self._wordings),
            "words_told": _share(self._words, both),
            **self._heard,
        }

    def _knows_nothing_of(self, reading: Reading) -> bool:
        """Tell whether no candidate says any word of the matter, nor half of its characters' pairs."""
        matters = [word for word in self._words if not GENERIC.fullmatch(word)]
        said_officially = reading.official not in ("", reading.text)
        if not matters or said_officially or any(word in self._every for word in matters):
            return False
        pairs = {pair for word in matters for pair in char_bigrams(word)}
        return sum(pair in self._every for pair in pairs) < len(pairs) / 2


def _weighed(tokens: set[str], texts: Sequence[str]) -> dict[str, float]:
    """Return token → weight: the fewer candidates ask about it, the more it tells them apart."""
    return {
        token: math.log((len(texts) + 1) / (sum([token in text for text in texts]) + 0.5))
        for token in sorted(tokens)
    }


def _share(weights: dict[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum([weight for token, weight in weights.items() if token in text]) / total if total > 0 else 0.0


def _plain_share(weights: dict[str, float], text: str) -> float:
    return sum(token in text for token in weights) / len(weights) if weights else 1.0
