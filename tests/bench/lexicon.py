"""How long the lexicon takes for a question, and how long an edited term takes to hold.

.venv/bin/python -m tests.bench.lexicon
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

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
    console = Console(highlight=False)
    began = time.perf_counter()
    dictionary = Dictionary(DICTIONARY)
    _ = dictionary.lexicon
    console.print(f"load             {time.perf_counter() - began:.2f} s (jieba's own words included)")
    ways = sum(len(term.ways) for term in dictionary.terms)
    console.print(
        f"                 {len(dictionary.terms):,} concepts, {ways:,} ways, {len(dictionary.words):,} words"
    )
    for name, work in (
        ("official(text)", dictionary.lexicon.official),
        ("expand(text)", dictionary.lexicon.expand),
        ("words(text)", dictionary.segmenter.words),
    ):
        times = _ms(work)
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        console.print(f"{name:<16} p50 {middle:.3f} ms, p95 {late:.3f} ms")
    began, worked = time.perf_counter(), time.process_time()
    _ = dictionary.with_terms([OWN]).lexicon
    waited, worked = time.perf_counter() - began, time.process_time() - worked
    console.print(f"an edited term   {waited:.2f} s until it holds in a process ({worked:.2f} s of work)")


if __name__ == "__main__":
    main()
