"""What the assistant learns of a site, written out for Rasa: questions, words, and the pipeline made of them.

`python -m policies.assistant.preparing` does it for the library that the settings name.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from policies.content.store import Store
from policies.content.term_export import export_dictionary
from policies.content.terms import TermShelf
from policies.content.training_questions import export_questions
from policies.language.dictionary import Dictionary
from policies.language.live import LiveDictionary
from policies.settings import ROOT, LibrarySettings

PIPELINE = ROOT / "var" / "pipeline"
# Models by the digest of what they are made of, whatever library that is: nothing is trained twice.
MADE = ROOT / "var" / "models"
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"


class Learned:
    """Where is written what is learned of a site."""

    def __init__(self, settings: LibrarySettings) -> None:
        self._entities = settings.entities_dir
        self.questions = settings.var_dir / "bot" / "questions.yml"
        self.dictionary = settings.var_dir / "bot" / "dictionary"

    def write(self, store: Store, dictionary: Dictionary) -> int:
        """Write the questions of published pairs and the dictionary in effect; return how many questions."""
        export_dictionary(dictionary, self.dictionary)
        return export_questions(store, self.questions)

    def build_pipeline(self) -> None:
        """Build the spaCy pipeline that Rasa loads, unless it is made from these very words."""
        from policies.language.pipeline import build_pipeline, save

        made_from = digest_of(self.dictionary, self._entities, ROOT / "policies" / "language")
        stamp = PIPELINE / "made-from"
        if stamp.exists() and stamp.read_text() == made_from:
            return
        PIPELINE.parent.mkdir(parents=True, exist_ok=True)
        fresh = PIPELINE.with_name(f"pipeline-{os.getpid()}")
        save(build_pipeline(self.dictionary, self._entities), fresh)
        (fresh / "made-from").write_text(made_from)
        shutil.rmtree(PIPELINE, ignore_errors=True)
        fresh.replace(PIPELINE)


def digest_of(*folders: Path) -> str:
    """Return a digest of every file in these folders; of a package's, the sources of the package itself."""
    digest = hashlib.sha256()
    for folder in folders:
        is_code = (folder / "__init__.py").exists()
        for path in sorted(folder.glob("*.py") if is_code else folder.rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> int:
    """Write everything for the library of the settings; returns the exit status."""
    settings = LibrarySettings()
    learned = Learned(settings)
    store = Store.open(settings.resolved_database_url())
    try:
        dictionary = LiveDictionary(settings.dictionary_dir)
        dictionary.follow(TermShelf(store, dictionary))
        count = learned.write(store, dictionary.now)
    finally:
        store.close()
    learned.build_pipeline()
    sys.stdout.write(f"questions of published pairs: {count}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
