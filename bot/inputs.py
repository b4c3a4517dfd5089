"""The files a model is made of, and the fingerprints that tell whether it must be made anew.

`bot/.venv/bin/python -m bot.inputs --pairs var/bot/questions.yml` writes them as JSON: `name` of the model of these
files, `recipe` of what the product brings, `data` of what the site adds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, Optional

CONFIG = Path("config.yml")
DOMAIN = Path("bot/domain")
DIALOGUE = (Path("bot/rules.yml"), Path("bot/stories"))
INTENTS = Path("nlu_data/intents")
PIPELINE = Path("var/pipeline")
COMPONENTS = Path("bot/components")
CONVERSION = Path("bot/questions.py")
WORDS = (Path("nlu_data/dictionary"), Path("nlu_data/entities"))


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
    mine = [CONFIG, DOMAIN, *DIALOGUE, INTENTS, PIPELINE, COMPONENTS, CONVERSION]
    return _digits([*mine, *([pairs] if pairs else [])])


def fingerprints(pairs: Optional[Path]) -> Dict[str, str]:
    """Return the name of the model, and the digits of what the product brings and of what the site adds to it."""
    return {
        "name": f"assistant-{fingerprint(pairs)}",
        "recipe": _digits([CONFIG, DOMAIN, *DIALOGUE, INTENTS, COMPONENTS, CONVERSION, *WORDS]),
        "data": _digits([PIPELINE, *([pairs] if pairs else [])]),
    }


def _digits(roots: Iterable[Path]) -> str:
    digest = hashlib.sha256(version("rasa").encode())
    for root in roots:
        for path in files_below(root):
            name = root.name if path == root else str(path.relative_to(root))
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def main(arguments: Optional[List[str]] = None) -> int:
    """Write the fingerprints."""
    parser = argparse.ArgumentParser(prog="bot.inputs", description=__doc__)
    parser.add_argument("--pairs", type=Path)
    json.dump(fingerprints(parser.parse_args(arguments).pairs), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
