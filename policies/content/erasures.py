"""What was erased on somebody's wish, noted outside the store: a backup made before knows nothing of it.

A line is a day and the SHA-256 of a conversation's identifier, so the file tells nobody which conversations there were.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from policies.clock import today
from policies.content.digest import digest_of
from policies.errors import StoreError


class Erasures:
    """The file of what was erased; it is only ever added to."""

    def __init__(self, file: Path) -> None:
        """Note in `file`, which need not be there yet."""
        self.file = file

    def note(self, conversation_id: str) -> None:
        """Add a conversation that is not noted yet; it is on the disk when this returns.

        Raises:
            StoreError: the file cannot be read or written.
        """
        if self.among([conversation_id]):
            return
        line = f"{today()} {digest_of(conversation_id)}\n".encode()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # One write at the end of the file: what several processes add does not mix.
            stream = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(stream, line)
                os.fsync(stream)
            finally:
                os.close(stream)
        except OSError as error:
            raise StoreError(f"{self.file} cannot be written: {error.strerror}") from error

    def among(self, conversation_ids: Iterable[str]) -> list[str]:
        """Return those of some conversations that were erased.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        try:
            lines = self.file.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self.file} cannot be read: {error}") from error
        erased = {line.split()[-1] for line in lines if line.strip()}
        return [each for each in conversation_ids if digest_of(each) in erased]
