"""Where the index lies on disk: one folder for each generation and a small file that names the current.

    index_dir/
      current.json        {"format": …, "generation": …, "revision": …, "store": …}, replaced in one step
      <generation>/       a tantivy index
      writing.lock        held by the one process that writes

A rebuild makes a new generation beside the old one and then names it, so readers never see half an
index, and a process that dies while it writes leaves the named generation as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock

LAYOUT = 9


@dataclass(frozen=True, slots=True)
class Current:
    """Which generation is in use, and which revision of which store it holds at least."""

    format: str
    generation: str
    revision: int
    store: str


class Home:
    """The folder of the index."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made by the first writing."""
        self._folder = folder

    def current(self) -> Current | None:
        """Return what is in use; None where nothing usable lies there."""
        try:
            found = Current(**json.loads((self._folder / "current.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return found if self.path(found.generation).is_dir() else None

    def path(self, generation: str) -> Path:
        """Return the folder of a generation."""
        return self._folder / generation

    def lock(self) -> BaseFileLock:
        """Return the lock of the one writer.

        Raises:
            OSError: the folder cannot be written to.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self._folder, os.W_OK):
            raise PermissionError(str(self._folder))
        return FileLock(self._folder / "writing.lock")

    def new_generation(self) -> str:
        """Return a name for a generation."""
        return f"generation-{uuid.uuid4().hex[:12]}"

    def name(self, current: Current) -> None:
        """Make a generation and its revision the current ones; the caller holds the lock."""
        draft = self._folder / f"current-{uuid.uuid4().hex[:8]}.tmp"
        with draft.open("w", encoding="utf-8") as stream:
            json.dump(asdict(current), stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self._folder / "current.json")

    def copied_to(self, other: Home) -> None:
        """Give another home what is in use here; nothing where nothing is. The caller holds the lock.

        Raises:
            OSError: it cannot be written there.
        """
        current = self.current()
        if current is None:
            return
        shutil.copytree(
            self.path(current.generation),
            other.path(current.generation),
            ignore=shutil.ignore_patterns("*.lock"),
            copy_function=_copied,
        )
        other.name(current)

    def tidy(self, keep: str) -> None:
        """Remove other generations and drafts; readers that have them open keep reading."""
        for path in self._folder.glob("generation-*"):
            if path.name != keep:
                shutil.rmtree(path, ignore_errors=True)
        for path in self._folder.glob("current-*.tmp"):
            path.unlink(missing_ok=True)


def _copied(path: str, there: str) -> None:
    """Let a file be at another place too; a segment's files never change, so that a link will do."""
    if not path.endswith(".json"):
        with suppress(OSError):  # another file system
            os.link(path, there)
            return
    shutil.copyfile(path, there)
