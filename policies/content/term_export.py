"""The dictionary in effect as a folder like `nlu_data/dictionary`, for the assistant's training."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from policies.language.dictionary import Dictionary
from policies.language.segment import listed_words, words_of
from policies.language.term import as_line

OWN_FREQUENCY = 100


def export_dictionary(dictionary: Dictionary, folder: Path) -> None:
    """Write concepts, words and whatever else the files hold; the folder is replaced in one step.

    The same terms give the same files. Terms of the store stand first in `concepts/terms.jsonl`, since
    the first of two equal ways wins; their words stand in `words/terms.txt`.
    """
    fresh = folder.with_name(f"{folder.name}-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    for part in ("concepts", "words"):
        (fresh / part).mkdir(parents=True)
    for path in dictionary.folder.glob("*.txt"):
        shutil.copyfile(path, fresh / path.name)
    lines = "".join(f"{as_line(term)}\n" for term in dictionary.terms)
    (fresh / "concepts" / "terms.jsonl").write_text(lines, encoding="utf-8")
    (fresh / "words" / "terms.txt").write_text("".join(_words(dictionary)), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.replace(folder)


def _words(dictionary: Dictionary) -> list[str]:
    listed = {word: (frequency, tag) for word, frequency, tag in listed_words(dictionary.folder)}
    kept = {word: row for word, row in listed.items() if word in dictionary.words}
    own = {word for term in dictionary.terms if term.revision for word in words_of(term)}
    rows = kept | {word: (OWN_FREQUENCY, "n") for word in sorted(own) if word not in kept}
    return [f"{word} {frequency} {tag}\n" for word, (frequency, tag) in rows.items()]
