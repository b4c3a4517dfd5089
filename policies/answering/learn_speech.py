"""Count what people say in every question: writes `speech.json` from our own examples and demonstration pairs.

.venv/bin/python -m policies.answering.learn_speech
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from policies.demo.load import demo_pair_rows
from policies.language.normalise import normalise_query
from policies.language.segment import Segmenter
from policies.search.speech import FILE
from policies.search.terms import CHANNELS, cut
from policies.settings import LibrarySettings

# A token of fewer questions weighs nearly 1.
LEAST = 4
SPOKEN_OF_A_PAIR = 5
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def main() -> None:
    """Write the file."""
    settings = LibrarySettings()
    segmenter = Segmenter(settings.dictionary_dir)
    questions = sorted({*_examples(settings.entities_dir.parent / "intents"), *_variants()})
    frequencies: dict[str, Any] = {}
    for channel in CHANNELS:
        seen = Counter(token for text in questions for token in set(cut(text, channel, segmenter)))
        frequencies[channel] = {token: seen[token] for token in sorted(seen) if seen[token] >= LEAST}
    written = {"questions": len(questions), "frequencies": frequencies}
    FILE.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _examples(folder: Path) -> Iterator[str]:
    """Give the assistant's examples without the marks of their entities."""
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", ()):
            for line in str(block.get("examples", "")).splitlines() if "intent" in block else ():
                text = normalise_query(_MARKED.sub(r"\1", line.removeprefix("-").strip()))
                if text:
                    yield text


def _variants() -> Iterator[str]:
    """Give similar questions of the demonstration pairs: so few of each that its matter does not pass for common speech."""
    for pair in demo_pair_rows():
        yield from (normalise_query(text) for text in pair.get("similar", ())[:SPOKEN_OF_A_PAIR])


if __name__ == "__main__":
    main()
