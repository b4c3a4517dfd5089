"""Gaps: what people asked and the library did not answer well, put together by matter and worked through."""
