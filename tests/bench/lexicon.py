"""How long the lexicon takes for a question, and how long an edited term takes to hold.

.venv/bin/python -m tests.bench.lexicon
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise_query
from policies.language.term import Term

DICTIONARY = Path(__file__).resolve().parents[2] / "nlu_data" / "dictionary"
QUESTIONS = [
    "我妈今年六十五了户口在农村医保要怎么报销看病的钱能报多少啊",
    "孩子上小学要带什么材料户口不在本地的能不能上公办学校呢",
    "公司拖欠工资三个月了还不给交社保我应该去哪里投诉他们啊",
    "房产证丢了怎么补办要多少钱几天能拿到手去哪个窗口可以办",
    "驾照到期了人在外地能不能异地换证需要体检吗要花多少钱呢",
]
OWN = Term("云川惠民一码通", "document", "政务服务", ("惠民码子", "云川小码"))
ROUNDS = 200


def _ms(work: Callable[[str], object]) -> list[float]:
    times = []
    questions = [normalise_query(question) for question in QUESTIONS]
    for _ in range(ROUNDS):
        for question in questions:
            began = time.perf_counter()
            work(question)
            times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def main() -> None:
    """Print the figures."""
    began = time.perf_counter()
    dictionary = Dictionary(DICTIONARY)
    _ = dictionary.lexicon
    loaded, ways = time.perf_counter() - began, sum(len(term.ways) for term in dictionary.terms)
    table = Table(
        "", "p50 ms", "p95 ms", title=f"{len(dictionary.terms):,} concepts, {ways:,} ways to say them"
    )
    for name, work in (
        ("official words of a question", dictionary.lexicon.official),
        ("official words added to a search", dictionary.lexicon.expand),
        ("cut into words", dictionary.segmenter.words),
    ):
        times = _ms(work)
        table.add_row(name, f"{statistics.median(times):.3f}", f"{times[int(len(times) * 0.95)]:.3f}")
    began = time.perf_counter()
    _ = dictionary.with_terms([OWN]).lexicon
    waited = time.perf_counter() - began
    console = Console(highlight=False)
    console.print(table)
    console.print(f"loaded in {loaded:.2f} s; an edited term holds in a process after {waited:.2f} s")


if __name__ == "__main__":
    main()
