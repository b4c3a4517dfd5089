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
        first: so many tokens of the text count, None for all.
    """

    name: str
    channel: Channel
    weight: float
    k1: float
    b: float
    finds: bool = True
    first: int | None = None


# A variant's own fields. The best variant counts, beside all variants together: a pair with twenty of them
# would win by chance.
QUESTION = (
    Field("question_unigrams", "unigrams", 0.42, 0.8, 0.8),
    Field("question_bigrams", "bigrams", 0.10, 0.8, 0.8),
    Field("question_pinyin", "pinyin", 0.13, 0.8, 0.8),
    Field("question_words", "words", 0.05, 0.8, 0.8, finds=False),
)
# All variants of a pair as one text, counted from their rows.
TOGETHER = (
    Field("question_unigrams", "unigrams", 0.22, 1.2, 0.5, finds=False),
    Field("question_bigrams", "bigrams", 0.08, 1.2, 0.5, finds=False),
)
ANSWER = (
    Field("answer_unigrams", "unigrams", 0.37, 1.2, 0.6, finds=False),
    Field("answer_bigrams", "bigrams", 0.37, 1.2, 0.6),
    Field("answer_opening", "unigrams", 0.26, 1.2, 0.6, finds=False, first=100),
)
PASSAGE = (
    Field("passage_bigrams", "bigrams", 0.7, 0.8, 0.75),
    Field("passage_unigrams", "unigrams", 0.3, 0.8, 0.75),
)
# A document as one text; the constants of BM25 are tantivy's own, which scores it.
DOCUMENT = Field("document_bigrams", "bigrams", 0.4, 1.2, 0.75, finds=False)
FIELDS: dict[Kind, tuple[Field, ...]] = {"question": QUESTION, "answer": ANSWER, "passage": PASSAGE}
ALL = QUESTION + ANSWER + PASSAGE

# What the answer text adds to the score of its questions: a weak field.
ANSWER_WEIGHT = 0.6
