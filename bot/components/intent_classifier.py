"""Intent by logistic regression over tf-idf of words and characters, and any sparse sentence features."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Type

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import LABEL_RANKING_LENGTH
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

_FILE = "classifier.joblib"
_NO_INTENT = {"name": None, "confidence": 0.0}


def _words(message: Message) -> List[str]:
    return [token.text for token in message.get(TOKENS_NAMES[TEXT]) or []]


def _text(message: Message) -> str:
    return str(message.get(TEXT) or "")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PhraseIntentClassifier(IntentClassifier, GraphComponent):
    """Weighs rare words up and long sentences down, which the stock classifier's raw counts do not.

    `class_weights` multiplies the balanced weight of single intents; text of zero length has no intent.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Return the kinds of component that must come before this one."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Return the packages this component imports."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the settings and their defaults."""
        return {"C": 10.0, "max_iter": 300, "class_weights": {}}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._by_word = TfidfVectorizer(analyzer=_words, sublinear_tf=True)
        self._by_character = TfidfVectorizer(
            analyzer="char", preprocessor=_text, ngram_range=(1, 3), sublinear_tf=True
        )
        self._model: Optional[LogisticRegression] = None

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PhraseIntentClassifier:
        """Make an untrained classifier."""
        del execution_context
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PhraseIntentClassifier:
        """Read a trained classifier from the model."""
        del kwargs
        classifier = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            stored = joblib.load(folder / _FILE)
        classifier._by_word, classifier._by_character, classifier._model = stored
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples that have an intent and text, and store the result."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        labels = [each.get(INTENT) for each in examples]
        self._by_word.fit(examples)
        self._by_character.fit(examples)
        self._model = LogisticRegression(
            C=self._config["C"], max_iter=self._config["max_iter"], class_weight=self._weights(labels)
        )
        self._model.fit(self._features(examples), labels)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._by_word, self._by_character, self._model), folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent and ranking of every message that has text."""
        for message in messages:
            ranking = self._ranking(message) if self._model is not None and _text(message) else []
            message.set("intent", ranking[0] if ranking else _NO_INTENT, add_to_output=True)
            message.set("intent_ranking", ranking[:LABEL_RANKING_LENGTH], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> List[Dict[Text, Any]]:
        shares = self._shares(self._features([message]))
        return [
            {"name": str(self._model.classes_[index]), "confidence": float(shares[index])}
            for index in np.argsort(-shares)
        ]

    def _shares(self, features: csr_matrix) -> np.ndarray:
        """Return what `predict_proba` returns for one row, touching only the weights of features that are there."""
        if len(self._model.classes_) < 3:  # two intents have one row of weights
            return self._model.predict_proba(features)[0]
        scores = self._model.coef_[:, features.indices] @ features.data + self._model.intercept_
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()

    def _weights(self, labels: List[Text]) -> Dict[Text, float]:
        names, counts = np.unique(labels, return_counts=True)
        extra = self._config["class_weights"]
        return {
            str(name): len(labels) / (len(names) * count) * extra.get(str(name), 1.0)
            for name, count in zip(names, counts, strict=True)
        }

    def _features(self, messages: List[Message]) -> csr_matrix:
        parts = [self._by_word.transform(messages), self._by_character.transform(messages)]
        cues = [each.get_sparse_features(TEXT)[1] for each in messages]
        if all(each is not None for each in cues):
            parts.append(vstack([csr_matrix(each.features) for each in cues]))
        return hstack(parts).tocsr()
