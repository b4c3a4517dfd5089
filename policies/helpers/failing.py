"""How a helper fails: in one way, whatever went wrong."""

from __future__ import annotations


class HelperFailed(Exception):
    """A helper gave nothing that can be used; the message says why and holds no question's text."""
