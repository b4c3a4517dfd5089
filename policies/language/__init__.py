"""Chinese text: normalising, segmenting, entities, synonyms, pinyin, masking."""
