"""The citizen's conversation: a turn through Rasa, or through the library when Rasa is silent."""
