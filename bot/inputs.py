"""The files a model is made of, and the fingerprint that tells whether it must be made anew."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Iterator, Optional

CONFIG = Path("config.yml")
DOMAIN = Path("bot/domain")
DIALOGUE = (Path("bot/rules.yml"), Path("bot/stories"))
INTENTS = Path("nlu_data/intents")
PIPELINE = Path("var/pipeline")
COMPONENTS = Path("bot/components")
CONVERSION = Path("bot/questions.py")


def files_below(path: Path) -> Iterator[Path]:
    """Yield `path` or the files below it in a stable order, compiled Python left out."""
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from sorted(each for each in path.rglob("*") if each.is_file() and each.suffix != ".pyc")


def fingerprint(pairs: Optional[Path]) -> str:
    """Return 16 hexadecimal digits over everything that shapes the model, Rasa's version included.

    Where the exported questions lie shapes nothing: the same questions in another folder give the same digits.
    """
    digest = hashlib.sha256(version("rasa").encode())
    roots = [
        CONFIG,
        DOMAIN,
        *DIALOGUE,
        INTENTS,
        PIPELINE,
        COMPONENTS,
        CONVERSION,
        *([pairs] if pairs else []),
    ]
    for root in roots:
        for path in files_below(root):
            name = root.name if path == root else str(path.relative_to(root))
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
