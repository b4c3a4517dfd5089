"""The spaCy pipeline that Rasa shares with the library."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Text

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

WORDS_FILE = "jieba_words.txt"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="SharedPipeline",
)
class SharedPipeline(SpacyNLP):
    """Loads the pipeline after its words.

    spaCy's Chinese tokenizer cuts with jieba's global dictionary, which a saved pipeline does not hold. Whoever
    built the pipeline wrote its words beside it. They take the place of those of a pipeline that was loaded before:
    a model cuts alike whether the server started with it or went over to it.
    """

    @staticmethod
    def load_model(spacy_model_name: Text) -> SpacyModel:
        """Return the pipeline saved in the folder `spacy_model_name`; raise where words or pipeline are missing."""
        jieba.setLogLevel(logging.WARNING)
        fresh = jieba.Tokenizer()
        fresh.load_userdict(str(Path(spacy_model_name) / WORDS_FILE))
        jieba.initialize()
        jieba.dt.FREQ, jieba.dt.total = fresh.FREQ, fresh.total
        return SpacyNLP.load_model(spacy_model_name)
