"""Entities of the shared spaCy pipeline, with their official values."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.spacy_entity_extractor import SpacyEntityExtractor
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False, model_from="SharedPipeline"
)
class RulerEntityExtractor(SpacyEntityExtractor):
    """Gives 灵活就业人员 for 自由职业, where the stock extractor gives the words as they were said.

    It also reads the document that SharedPipeline has already made instead of making another.
    """

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Add the entities of every message; `model` is not needed once the document exists."""
        del model
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            found = self.add_extractor_name(self._extract_entities(doc)) if doc is not None else []
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    @staticmethod
    def _extract_entities(doc: Any) -> List[Dict[str, Any]]:
        return [
            {
                "entity": entity.label_,
                "value": entity.ent_id_ or entity.text,
                "start": entity.start_char,
                "end": entity.end_char,
                "confidence": 1.0,
            }
            for entity in doc.ents
        ]
