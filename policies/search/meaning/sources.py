"""What the space is learned from: our own texts that say one thing in many ways.

Groups of questions that ask the same (`nlu_data/paraphrases`) and the demonstration library's pairs with their similar
questions. The lexicon's concepts take no part: thousands of short lists of names leave no room for what questions say. A site's
own content takes none either: the space is the same everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from policies.demo.load import FOLDER as DEMO
from policies.demo.load import demo_pair_rows
from policies.language.paraphrases import FOLDER as PARAPHRASES
from policies.language.paraphrases import paraphrases
from policies.search.meaning.space import DIMENSIONS, LEAST

# Another way of learning from the same texts gets another number.
WAY = 1


def fingerprint() -> str:
    """Return what tells the texts of now from all others; reads every file, parses none."""
    digest = hashlib.blake2b(f"{WAY} {DIMENSIONS} {LEAST}".encode(), digest_size=8)
    files = (*PARAPHRASES.glob("*.jsonl"), *DEMO.glob("pairs/*.yml"))
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def texts(*, with_demo: bool = True) -> Iterator[str]:
    """Give every text that is learned from.

    Args:
        with_demo: whether the demonstration library is among them; without it the space knows of it what it knows of any
            site's library.
    """
    for group in paraphrases():
        yield "\n".join([group.official, group.official, group.terms, *group.ways])
    for pair in demo_pair_rows() if with_demo else ():
        detail = [str(text) for text in pair.get("detail", {}).values()]
        similar = pair.get("similar", ())
        yield "\n".join([pair["question"], pair["question"], *similar, pair["summary"], *detail])
