"""What a question says word for word, whatever stands between the words and however politely it is put."""

from __future__ import annotations

import hashlib

from policies.language.normalise import normalise_query
from policies.language.tokens import char_unigrams


def as_said(text: str) -> str:
    """Return a sign that two questions share when they are the same word for word, "" for one that says nothing.

    Args:
        text: a question as stored, as asked or as normalised; fillers, politeness and punctuation count for nothing.
    """
    said = "".join(char_unigrams(normalise_query(text)))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest() if said else ""
