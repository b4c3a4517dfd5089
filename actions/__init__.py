"""Rasa's action server: tracker in, answer out. No search, no wording, no SQL."""
