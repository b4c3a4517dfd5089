"""Interpretations beside their documents: which are missing or late, what people still ask, what is written next."""
