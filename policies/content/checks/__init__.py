"""Checks of pairs, documents and the directory: the same rules at saving, at approving and over a whole library."""
