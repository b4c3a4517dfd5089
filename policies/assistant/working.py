"""Steps of a run, each in a process of its own: what it says is kept, how far it is told on, it ends when it must."""

from __future__ import annotations

import codecs
import io
import os
import re
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

import psutil

from policies.settings import ROOT, LibrarySettings

TELL_S = 1.0
GRACE_S = 5
_PROGRESS = re.compile(r"^progress (\w+) (\d+) (\d+)$")
# Recipes with a neural network draw a bar of their epochs.
_EPOCHS = re.compile(r"^Epochs:\s+\d+%.*?(\d+)/(\d+)")

_BAR = re.compile(r"\d+%\||\d+it \[")


class Stopped(Exception):
    """The run was cancelled, or the trainer ends."""


class StepFailed(Exception):
    """A step ended with an error; `reason` is a key under `assistant.failed` in the wording."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Progress:
    """How far a run is, and what its steps have said."""

    phase: str = ""
    done: int = 0
    total: int = 0
    lines: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """Take a line in: how far a step is, or a line of the log."""
        if found := _PROGRESS.match(line):
            self.done, self.total = int(found[2]), int(found[3])
            self.phase = self.phase if self.phase.startswith(found[1]) else found[1]
        elif found := _EPOCHS.match(line):
            self.done, self.total = int(found[1]), int(found[2])
        elif line and not _BAR.search(line):
            self.lines.append(line)

    @property
    def log(self) -> str:
        """What was said, as text."""
        return "\n".join(self.lines)


class Steps:
    """Runs one command after the other.

    `tell` is called about once a second with the progress; where it returns False the command is ended.
    """

    def __init__(self, settings: LibrarySettings, tell: Callable[[Progress], bool]) -> None:
        self._tell = tell
        self._environment = {
            **os.environ,
            "YIHAODA_DATABASE_URL": settings.resolved_database_url(),
            "YIHAODA_VAR_DIR": str(settings.var_dir),
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
        }
        self.progress = Progress()

    def begin(self, phase: str, line: str = "") -> None:
        """Go over to another phase.

        Raises:
            Stopped: the run must end.
        """
        self.progress.phase, self.progress.done, self.progress.total = phase, 0, 0
        self.progress.hear(line)
        self._go_on()

    def run(self, command: Sequence[str], reason: str) -> list[str]:
        """Run a command at the root and return what it said, line by line.

        Raises:
            StepFailed: it ended with an error, for `reason`.
            Stopped: the run must end; the command and its children are gone.
        """
        before = len(self.progress.lines)
        process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output = cast(io.BufferedReader, process.stdout)
        listening = threading.Thread(target=self._listen, args=(output,), daemon=True)
        listening.start()
        try:
            while True:
                try:
                    process.wait(TELL_S)
                    break
                except subprocess.TimeoutExpired:
                    self._go_on()
        finally:
            end(process)
            listening.join(GRACE_S)
            output.close()
        self._go_on()
        if process.returncode != 0:
            raise StepFailed(reason)
        return self.progress.lines[before:]

    def _go_on(self) -> None:
        if not self._tell(self.progress):
            raise Stopped

    def _listen(self, output: io.BufferedReader) -> None:
        decoder, rest = codecs.getincrementaldecoder("utf-8")("replace"), ""
        while chunk := output.read1(65_536):
            *lines, rest = re.split(r"[\r\n]", rest + decoder.decode(chunk))
            for line in lines:
                self.progress.hear(_plain(line))
        self.progress.hear(_plain(rest))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process with its children, asking first; one that has ended stays so."""
    if process.poll() is not None:
        return
    family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    for each in family:
        with suppress(psutil.NoSuchProcess):
            each.terminate()
    _, alive = psutil.wait_procs(family, timeout=GRACE_S)
    for each in alive:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    process.wait()


def _plain(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip()
