"""The fields that are searched, with the weights and BM25 constants that were measured for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["question", "answer", "passage"]
Channel = Literal["unigrams", "bigrams", "pinyin", "words"]


@dataclass(frozen=True, slots=True)
class Field:
    """One searched field.

    Attributes:
        name: its name in the index.
        channel: how its text is cut into tokens.
        weight: its share in the fused score.
        k1: saturation of repeated tokens (BM25).
        b: how strongly long texts are scored down (BM25).
        finds: whether it brings candidates of its own; the others only score them.
    """

    name: str
    channel: Channel
    weight: float
    k1: float
    b: float
    finds: bool = True


QUESTION = (
    Field("question_unigrams", "unigrams", 0.60, 0.8, 0.8),
    Field("question_bigrams", "bigrams", 0.15, 0.8, 0.8),
    Field("question_pinyin", "pinyin", 0.15, 0.8, 0.8),
    Field("question_words", "words", 0.10, 0.8, 0.8, finds=False),
)
ANSWER = (
    Field("answer_unigrams", "unigrams", 0.5, 1.2, 0.6, finds=False),
    Field("answer_bigrams", "bigrams", 0.5, 1.2, 0.6),
)
PASSAGE = (
    Field("passage_unigrams", "unigrams", 0.5, 1.2, 0.6),
    Field("passage_bigrams", "bigrams", 0.5, 1.2, 0.6),
)
FIELDS: dict[Kind, tuple[Field, ...]] = {"question": QUESTION, "answer": ANSWER, "passage": PASSAGE}
ALL = QUESTION + ANSWER + PASSAGE

# What the answer text adds to the score of its questions: a weak field.
ANSWER_WEIGHT = 0.5
