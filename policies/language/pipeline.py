"""The spaCy pipeline that the bot and the library share: jieba words, then entities by lookup.

spaCy's jieba segmenter cuts with jieba's *global* tokenizer, and a saved pipeline does not carry
user words. Therefore `save` writes them beside the pipeline as `jieba_words.txt`. Here a pipeline
gets a jieba tokenizer of its own. The bot, which loads by `spacy.load(path)`, must first call
`jieba.load_userdict(path/jieba_words.txt)`: the ruler's phrases are cut at loading. Both ways cut
and match alike.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from policies.language.entity_files import EntityFile, read_entities
from policies.language.segment import listed_words, new_tokenizer

WORDS_FILE = "jieba_words.txt"
RULER = "entity_ruler"
_HAN = re.compile(r"[一-鿿]{2,}")
_NUMBER = {"TEXT": {"REGEX": r"^\d+(?:,\d{3})*(?:\.\d+)?$"}}
_YEAR = {"TEXT": {"REGEX": r"^(?:19|20)\d\d$"}}
_YUAN = {"TEXT": {"IN": ["元", "块", "块钱", "万元", "千元", "百元", "亿元", "万块", "元钱"]}}
_SCALE = {"TEXT": {"IN": ["万", "千", "百", "亿"]}}
_CODE = {
    "TEXT": {
        "REGEX": r"^[一-鿿]{1,4}$",
        "NOT_IN": ["请问", "根据", "按照", "依据", "参照", "关于", "查", "看", "的", "和", "与", "问"],
    }
}
_CODE_END = {"TEXT": {"REGEX": r"^[一-鿿]{0,5}[发函字规办通令]$"}}
_OPEN, _CLOSE = {"TEXT": {"IN": ["〔", "（", "[", "【", "("]}}, {"TEXT": {"IN": ["〕", "）", "]", "】", ")"]}}

# Without one of these no figure stands in a text.
FIGURE = re.compile(r"[\d〇零○一二三四五六七八九十百千万亿两%]")
# What figures look like after jieba; a ruler matches tokens, so these stand beside the expressions of the files.
_FIGURES: dict[str, list[list[dict[str, Any]]]] = {
    "year": [[_YEAR, {"TEXT": {"IN": ["年", "年度"]}}]],
    "amount": [
        [_NUMBER, _YUAN],
        [_NUMBER, _SCALE, _YUAN],
        [{"TEXT": {"REGEX": r"^[一二两三四五六七八九十百千万零]+(?:元|块|块钱)$"}}],
        [{"TEXT": {"REGEX": r"^[一二两三四五六七八九十百千万零]+$"}}, _YUAN],
        [{"TEXT": {"REGEX": r"^\d+(?:\.\d+)?%$"}}],
        [{"TEXT": {"REGEX": r"^百分之[〇零一二三四五六七八九十百]+$"}}],
        [{"TEXT": "百分之"}, {"TEXT": {"REGEX": r"^(?:[〇零一二三四五六七八九十百]+|\d+(?:\.\d+)?)$"}}],
    ],
    "doc_number": [
        [{**_CODE, "OP": "{0,4}"}, _CODE_END, _OPEN, _YEAR, _CLOSE, {**_NUMBER}, {"TEXT": "号"}],
        [
            {**_CODE, "OP": "{0,4}"},
            _CODE_END,
            _YEAR,
            {"TEXT": "年", "OP": "?"},
            {"TEXT": "第", "OP": "?"},
            {**_NUMBER},
            {"TEXT": "号"},
        ],
    ],
}


def user_words(dictionary_dir: Path, entities: list[EntityFile]) -> dict[str, int]:
    """Return jieba words with frequencies: the ways of all entities, and the listed words that hide none of them."""
    plain_jieba = new_tokenizer()
    ways = sorted({way for entity in entities for way in entity.values_by_way if _HAN.fullmatch(way)})
    words = {way: max(plain_jieba.suggest_freq(way), 100) for way in ways}
    holds_a_way = re.compile("|".join(map(re.escape, ways)) or r"(?!)")
    for word, frequency, _ in listed_words(dictionary_dir):
        if word not in words and not holds_a_way.search(word):
            words[word] = frequency
    return words


def _use_words(pipeline: Language, words: dict[str, int]) -> None:
    tokenizer = new_tokenizer()
    for word, frequency in words.items():
        tokenizer.add_word(word, frequency)
    segmenter: Any = pipeline.tokenizer
    segmenter.jieba_seg = tokenizer


def _ruler_patterns(entities: list[EntityFile]) -> list[dict[str, Any]]:
    patterns: list[dict[str, Any]] = [
        {"label": entity.entity, "pattern": way, "id": value}
        for entity in entities
        for way, value in entity.values_by_way.items()
    ]
    figures = [entity.entity for entity in entities if entity.patterns]
    return patterns + [
        {"label": label, "pattern": tokens} for label in figures for tokens in _FIGURES.get(label, [])
    ]


def build_pipeline(dictionary_dir: Path, entities_dir: Path) -> Language:
    """Return a spaCy pipeline for normalised Chinese text: jieba with our words, then the entity ruler."""
    entities = read_entities(entities_dir)
    words = user_words(dictionary_dir, entities)
    pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    _use_words(pipeline, words)
    ruler: Any = pipeline.add_pipe(RULER)
    ruler.add_patterns(_ruler_patterns(entities))
    pipeline.meta["name"] = "yihaoda"
    pipeline.meta["user_words"] = words
    pipeline.meta["patterns"] = {
        entity.entity: list(entity.patterns) for entity in entities if entity.patterns
    }
    return pipeline


def save(pipeline: Language, path: Path) -> None:
    """Write a built pipeline and its `jieba_words.txt` to the folder `path`."""
    pipeline.to_disk(path)
    lines = (f"{word} {frequency}\n" for word, frequency in pipeline.meta["user_words"].items())
    (path / WORDS_FILE).write_text("".join(lines), encoding="utf-8")


def load(path: Path) -> Language:
    """Return the pipeline saved at `path`; its phrases are cut anew with its own words."""
    pipeline = spacy.load(path)
    _use_words(pipeline, pipeline.meta["user_words"])
    ruler: Any = pipeline.get_pipe(RULER)
    patterns = ruler.patterns
    ruler.clear()
    ruler.add_patterns(patterns)
    return pipeline
