"""What training learns from: our own pairs, asked with one of their variants hidden.

Told otherwise: a variant is asked while it is hidden, its pair has to be found by the others. Told
alike: it is asked shortened and with small mistakes, as people type and speech recognition hears, and
nothing is hidden. Near misses: the whole pair is hidden. Far misses: everything of the pair's field is hidden.

The same is asked of the library in disguise, `plain`: pairs as they are imported from elsewhere, with one
question, one long answer and nothing beside. What is learned from both holds on a library of either kind.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from policies.answering.evidence import looked_up, passage_features
from policies.answering.inquiry import Reading
from policies.answering.regions import RegionTree
from policies.answering.scoring.candidates import Crowded
from policies.answering.scoring.features import ranking_features
from policies.answering.scoring.model import Features
from policies.answering.stages.match_qa import MOST, said_words
from policies.answering.stages.read import EntitiesOf
from policies.content.model import Policy, QaPair
from policies.language.facets import facet_of
from policies.language.normalise import normalise_query
from policies.search.index import PassageHit, Scope, SearchIndex
from policies.search.split import sentences

Kind = Literal["otherwise", "alike", "near", "far"]
# How often each kind of asking is expected; they weigh so in the confidence.
WEIGHTS: dict[Kind, float] = {"otherwise": 0.35, "alike": 0.35, "near": 0.2, "far": 0.1}

Entities = Callable[[str], dict[str, str]]

# So many questions of a pair are asked; chosen by chance, always the same.
MOST_VARIANTS = 3

_ENDS = ("", "是什么", "是多少", "怎么规定的", "由谁负责", "是什么时候", "有什么要求")
_LABEL = re.compile(
    r"^(第[一二三四五六七八九十百]+[条章]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)\s*"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One asking: its candidates' features in search order, and which of them is right.

    Attributes:
        group: the pair's field; a split of the data never parts a group.
        kind: how it is asked, or what is missing.
        candidates: of each candidate the features that order it.
        questions: the standard question of each candidate.
        right: place of the right candidate, None where it is not there.
        close: looks at the candidate of a place closely.
    """

    group: str
    kind: Kind
    candidates: tuple[Features, ...]
    questions: tuple[str, ...]
    right: int | None
    close: Callable[[int], Features]

    @property
    def weight(self) -> float:
        """Share of this kind of asking."""
        return WEIGHTS[self.kind]


class Asking:
    """Asks one library."""

    def __init__(
        self,
        pairs: Sequence[QaPair],
        index: SearchIndex,
        reader: EntitiesOf,
        tree: RegionTree,
        shown: Callable[[QaPair], QaPair] = lambda pair: pair,
    ) -> None:
        """Ask a library.

        Args:
            pairs: our published pairs with their fields.
            index: holds them as they are shown.
            reader: finds entities.
            tree: the regions of the pairs.
            shown: how the library holds a pair.
        """
        self._pairs = {pair.id: pair for pair in pairs}
        self._shown = {pair.id: shown(pair) for pair in pairs}
        self._index = index
        self._reader = reader
        self._tree = tree
        self._entities = lru_cache(maxsize=None)(reader.read)
        self._fields: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            self._fields[_field(pair)].add(f"pair/{pair.id}")

    def every(self, asked: Mapping[str, Sequence[str]], seed: int = 7) -> Iterator[Asked]:
        """Give every asking.

        Args:
            asked: questions by the pair that answers them.
            seed: of the small mistakes.
        """
        mistakes = random.Random(seed)  # noqa: S311 - typing errors, not secrets
        for qa_id, every in asked.items():
            pair, variants = self._pairs[qa_id], mistakes.sample(every, min(MOST_VARIANTS, len(every)))
            own, field = frozenset({f"pair/{qa_id}"}), frozenset(self._fields[_field(pair)])
            for variant in variants:
                here = Scope(regions=self._here(pair))
                hidden = replace(here, leave_out_texts=frozenset({variant}))
                yield self._ask(pair, variant, hidden, "otherwise")
                yield self._ask(pair, with_mistakes(self._like(qa_id, variant), mistakes), here, "alike")
                yield self._ask(pair, variant, replace(here, leave_out=own), "near")
                yield self._ask(pair, variant, replace(here, leave_out=field), "far")

    def _like(self, qa_id: str, variant: str) -> str:
        """Return the stored question that a variant stands for: itself, or the only one there is."""
        shown = self._shown[qa_id]
        return variant if variant in shown.similar else shown.question

    def _here(self, pair: QaPair) -> frozenset[str]:
        """Return the regions whose pairs may answer somebody who lives where a pair holds."""
        return frozenset(self._tree.lineage(pair.region or ""))

    def _ask(self, pair: QaPair, text: str, scope: Scope, kind: Kind) -> Asked:
        reading = read(text, self._reader)
        terms = self._index.terms(reading.text)
        reading = replace(reading, terms=said_words(terms), official=terms.official)
        hits = self._index.pairs(terms, scope, MOST)
        right = next((place for place, hit in enumerate(hits) if hit.qa_id == pair.id), None)
        features = tuple(ranking_features(reading, hit) for hit in hits)
        close = Crowded(reading, hits, self._shown.__getitem__, self._entities)
        return Asked(_field(pair), kind, features, tuple(hit.question for hit in hits), right, close.features)


def plain(pair: QaPair) -> QaPair:
    """Return a pair as it looks when it comes from elsewhere: one question, one answer, its department."""
    answer = "\n".join(dict.fromkeys((pair.summary, *pair.detail.values())))
    return QaPair(
        pair.question,
        answer,
        id=pair.id,
        department=pair.department,
        region=pair.region,
        state=pair.state,
    )


def asked_passages(
    pairs: Sequence[QaPair], lapsed: frozenset[str], index: SearchIndex, reader: EntitiesOf
) -> Iterator[tuple[Features, bool]]:
    """Give (features, whether it is the pair's basis) for the first passage of every variant.

    Args:
        pairs: published pairs with clauses as their basis.
        lapsed: entries of documents that are not in force; they are hidden.
        index: the index that holds the documents.
        reader: finds entities.
    """
    for pair in pairs:
        basis = {(cited.policy_id, cited.clause_path or "") for cited in pair.citations}
        for variant in (pair.question, *pair.similar):
            yield from _first_passages(read(variant, reader), basis, lapsed, index)


def asked_sentences(
    policies: Sequence[Policy], lapsed: frozenset[str], index: SearchIndex, reader: EntitiesOf, seed: int = 7
) -> Iterator[tuple[Features, bool]]:
    """Give the same for questions made from the documents' own sentences, shortened, with an asking end."""
    source = random.Random(seed)  # noqa: S311 - choosing sentences, not secrets
    for policy in policies:
        for clause in policy.clauses:
            said = [text.strip("。；\n ") for _, text in sentences(clause.text) if 8 <= len(text) <= 60]
            if not said or f"policy/{policy.id}" in lapsed:
                continue
            text = with_mistakes(source.choice(said), source)
            asked = _LABEL.sub("", text)[: source.randint(10, 24)] + source.choice(_ENDS)
            yield from _first_passages(read(asked, reader), {(policy.id, clause.path)}, lapsed, index)


def _first_passages(
    reading: Reading, basis: set[tuple[str, str]], lapsed: frozenset[str], index: SearchIndex
) -> Iterator[tuple[Features, bool]]:
    """Give the first passage with its document there, and the first with it hidden."""
    documents = frozenset(f"policy/{policy_id}" for policy_id, _ in basis)
    terms = index.terms(looked_up(reading.text))
    reading = replace(reading, official=terms.official)
    for hidden in (lapsed, lapsed | documents):
        for hit in index.passages(terms, Scope(leave_out=hidden), 1):
            features = passage_features(reading, hit.title, hit.quote, hit.score)
            yield features, any(_same_clause(hit, *each) for each in basis)


def _same_clause(hit: PassageHit, policy_id: str, path: str) -> bool:
    return hit.source_id == policy_id and (path.startswith(hit.path) or hit.path.startswith(path))


def read(text: str, reader: EntitiesOf) -> Reading:
    """Return a question's reading as the desk makes it, without history."""
    clean = normalise_query(text)
    return Reading(text=clean, entities=reader.read(clean), facet=facet_of(clean))


def with_mistakes(text: str, source: random.Random) -> str:
    """Return a text with one to four parts lost, doubled or swapped; at least half of it stays."""
    characters = list(text)
    for _ in range(source.randint(1, 4)):
        place, length = source.randrange(len(characters)), source.randint(1, 3)
        match source.choice(("lose", "lose", "double", "swap")):
            case "lose" if len(characters) - length >= max(3, len(text) // 2):
                del characters[place : place + length]
            case "double":
                characters.insert(place, characters[place])
            case _ if place:
                characters[place - 1], characters[place] = characters[place], characters[place - 1]
    return "".join(characters)


def _field(pair: QaPair) -> str:
    return (pair.category or "").split("/")[0]
