"""A process that loads the library once and then forks: children work until they are killed, others look after.

Reads lines of JSON from its standard input: {"do": "work", "task": …, "round": …} starts a child and answers
with its process number; {"do": "dead"} waits until it has ended; {"do": "look"} answers what a newly opened
library holds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from policies.cli.console import quiet_logs
from policies.content.filing import file_documents
from policies.content.importing.importer import import_pairs
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.content.terms import TermedSource
from policies.language.live import LiveDictionary
from policies.search.embedded import EmbeddedIndex, open_index
from policies.settings import LibrarySettings

ROWS = 12
CLAUSES = 12
TODAY = date(2026, 11, 26)


@dataclass(frozen=True, slots=True)
class Parts:
    """A store and the index that follows it, opened as `Library` opens them."""

    store: Store
    index: EmbeddedIndex
    source: TermedSource

    def refresh(self) -> None:
        """Bring the index to the store's revision."""
        self.index.follow(self.source)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a library lies."""

    url: str
    index_dir: Path
    dictionary_dir: Path
    dictionary: LiveDictionary

    def opened(self) -> Parts:
        """Return the library's parts, the index repaired where need be and up to date."""
        store = Store.open(self.url)
        index = open_index(self.index_dir, self.dictionary_dir, self.dictionary, self.dictionary)
        parts = Parts(store, index, TermedSource(store, self.dictionary))
        parts.refresh()
        return parts


Task = Callable[[Parts, int, Path], None]


def main() -> None:
    """Obey until the input ends."""
    url, index_dir, acknowledged = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    quiet_logs()
    settings = LibrarySettings()
    # What is slow is loaded once for all children.
    place = Place(url, index_dir, settings.dictionary_dir, LiveDictionary(settings.dictionary_dir))
    child = 0
    for line in sys.stdin:
        order = json.loads(line)
        match order["do"]:
            case "work":
                child = _working(place, TASKS[order["task"]], order["round"], acknowledged)
                answer: Any = child
            case "dead":
                os.waitpid(child, 0)
                answer = "dead"
            case "look":
                answer = _asked_of_a_child(lambda: look(place))
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def work_import(library: Parts, number: int, acknowledged: Path) -> None:
    """Import one file after another, each all or nothing."""
    for turn in range(1000):
        name = f"import-{number}-{turn}"
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for row in range(ROWS):
                told = {
                    "id": f"{name}-{row}",
                    "question": f"第{number}批第{turn}次第{row}号事项怎么办理",
                    "answer": "到政务服务大厅办理。",
                    "similar": ["去哪里办", "找谁办"],
                }
                file.write(json.dumps(told, ensure_ascii=False) + "\n")
            file.flush()
            import_pairs(library.store, Path(file.name), publish=True, today=TODAY, is_checked=True)
        _acknowledge(acknowledged, name)
        library.refresh()


def work_ingest(library: Parts, number: int, acknowledged: Path) -> None:
    """File one document after another."""
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(1000):
            name = f"示测规〔{2000 + number}〕{turn + 1}号"
            clauses = "\n\n".join(f"第{row}条 本条是第{row}条的规定。" for row in _numerals())
            head = f"---\ntitle: 示范市第{number}批第{turn}号办法\ndoc_number: {name}\nissuer: 示范市测试局\n"
            file = Path(folder) / f"{number}-{turn}.md"
            file.write_text(
                f"{head}region: 示范市\ndisclosure: 主动公开\n---\n\n{clauses}\n", encoding="utf-8"
            )
            (filed,) = file_documents(library.store, [file])
            if filed.error is not None:
                raise filed.error
            _acknowledge(acknowledged, name)
            library.refresh()


def work_publish(library: Parts, number: int, acknowledged: Path) -> None:
    """Save a draft, publish it, and change what it says."""
    for turn in range(1000):
        name = f"publish-{number}-{turn}"
        draft = library.store.save_pair(
            QaPair(f"{name}号事项怎么办", "第一版", external_id=name, similar=("怎么弄", "咋办"))
        )
        library.store.save_pair(replace(draft, summary="第二版", state=PairState.PUBLISHED, version=2))
        _acknowledge(acknowledged, name)
        library.refresh()


TASKS: dict[str, Task] = {
    "import": work_import,
    "ingest": work_ingest,
    "publish": work_publish,
}


def look(place: Place) -> dict[str, Any]:
    """Return what a library holds after it has been opened: content, and what its index finds."""
    library = place.opened()
    pairs = list(library.store.pairs(published_only=False))
    policies = list(library.store.policies())
    snapshot = library.index._snapshot
    unfound = [
        entry
        for entry in (
            *(f"pair/{pair.id}" for pair in pairs if pair.state is PairState.PUBLISHED),
            *(f"policy/{policy.id}" for policy in policies),
        )
        if not snapshot.entry(entry).rows
    ]
    found = {
        "pairs": {
            pair.external_id: [pair.summary, pair.state, len(pair.similar), pair.version] for pair in pairs
        },
        "policies": {policy.doc_number: len(policy.clauses) for policy in policies},
        "unfound": unfound,
        "revisions": [library.store.revision(), library.index.revision],
    }
    library.store.close()
    return found


def _numerals() -> list[str]:
    return ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][:CLAUSES]


def _acknowledge(file: Path, name: str) -> None:
    """Write down what was promised to be kept; the file survives the process."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, f"{name}\n".encode())
    os.close(descriptor)


def _working(place: Place, task: Task, number: int, acknowledged: Path) -> int:
    """Start a child on a task; returns when the child has opened the library."""
    reading, writing = os.pipe()

    def work() -> None:
        library = place.opened()
        os.write(writing, b".")
        task(library, number, acknowledged)

    child = _fork(work)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    return child


def _fork(task: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            task()
        finally:
            os._exit(1)
    return child


def _asked_of_a_child(question: Callable[[], Any]) -> Any:
    """Return a child's answer, so that no state of one look is left for the next."""
    reading, writing = os.pipe()

    def tell() -> None:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as stream:
            json.dump(question(), stream, ensure_ascii=False)

    child = _fork(tell)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        answer = stream.read()
    os.waitpid(child, 0)
    return json.loads(answer)


if __name__ == "__main__":
    main()
