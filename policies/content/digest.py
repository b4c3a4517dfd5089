"""The digest under which something is found without being kept."""

from __future__ import annotations

import hashlib


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal digits.

    It is fast, so what it hides must be long and random: a secret, a token, an identifier. Text that no encoding
    can hold (half a surrogate pair) has a digest too.
    """
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
