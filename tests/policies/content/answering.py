"""Another process that answers from the same library: `python -m tests.policies.content.answering DATABASE`.

It reads a line of JSON {"question", "qa_id", "answers"} and asks until the pair answers the question, or
answers it no more; then it writes {"at", "asked"}: the moment by the machine's clock, and how often it asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from policies.answering.inquiry import Question
from policies.cli.console import quiet_logs
from policies.clock import today as today_in_china
from policies.library import Library
from policies.settings import LibrarySettings
from tests.conftest import ROOT

PAUSE_S = 0.02


class AnsweringProcess:
    """The other process, from here."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def begin(self, question: str, qa_id: str, answers: bool) -> None:
        """Let it ask from now on."""
        assert self._process.stdin is not None
        line = {"question": question, "qa_id": qa_id, "answers": answers}
        self._process.stdin.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._process.stdin.flush()

    def result(self) -> dict[str, Any]:
        """Wait for what it was told to see."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the answering process has ended"
        return dict(json.loads(line))


@contextmanager
def answering_processes(database_url: str, count: int) -> Iterator[list[AnsweringProcess]]:
    """Start processes that answer from a library; they are ready when this gives them."""
    command = [sys.executable, "-m", "tests.policies.content.answering", database_url]
    with ExitStack() as stack:
        started = []
        for _ in range(count):
            process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            stack.callback(process.wait, 60)
            assert process.stdin is not None
            stack.callback(process.stdin.close)  # the end of its input ends it
            started.append(AnsweringProcess(process))
        for each in started:
            assert each.result() == {"ready": True}
        yield started


def main() -> None:
    """Answer until the input ends."""
    quiet_logs()
    library = Library.open(LibrarySettings(database_url=sys.argv[1], index_dir=None))
    _write(ready=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        question, asked = Question(wanted["question"], asked_on=today_in_china()), 1
        while _answers(library, question, wanted["qa_id"]) is not wanted["answers"]:
            time.sleep(PAUSE_S)  # the condition is in another process: it can only be asked for
            asked += 1
        _write(at=time.time(), asked=asked)
    library.close()


def _answers(library: Library, question: Question, qa_id: str) -> bool:
    answer = library.ask(question).answer
    return answer is not None and answer.qa_id == qa_id


def _write(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
