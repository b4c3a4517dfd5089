"""Canned phrases: sentences that operators insert by a short code."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa

from policies.content.audit import write_entry
from policies.content.live.model import PhraseNotFound, now
from policies.content.live_tables import PHRASE
from policies.content.upserting import upsert
from policies.errors import InputError

C = PHRASE
_CODE = re.compile(r"[0-9A-Za-z_\u4e00-\u9fff-]{1,32}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence and the code that stands for it, typed as "/code"."""

    code: str
    text: str


class Phrases:
    """The phrases of a store."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def every(self) -> list[Phrase]:
        """Return all phrases by code."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(C.c.code, C.c.text).order_by(C.c.code))
            return [Phrase(*row) for row in rows]

    def save(self, phrase: Phrase, actor: str) -> Phrase:
        """Save a phrase under its code, with an audit entry.

        Raises:
            InputError: the code cannot be typed as one word.
        """
        if not _CODE.fullmatch(phrase.code):
            raise InputError("code", "phrase_code")
        with self._engine.begin() as connection:
            row = {"code": phrase.code, "text": phrase.text, "updated_at": now(), "updated_by": actor}
            upsert(connection, C, row)
            write_entry(connection, actor, "save", "phrase", phrase.code)
        return phrase

    def delete(self, code: str, actor: str) -> None:
        """Take a phrase away, with an audit entry.

        Raises:
            PhraseNotFound: none has this code.
        """
        with self._engine.begin() as connection:
            if connection.execute(sa.delete(C).where(C.c.code == code)).rowcount == 0:
                raise PhraseNotFound(code)
            write_entry(connection, actor, "delete", "phrase", code)
