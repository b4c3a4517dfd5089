"""What training learns from: fresh questions, the pairs' own similar ones, and what the library finds for them.

The questions are asked of the demonstration library as it is and in disguise, `plain`: pairs as they are imported
from elsewhere, with one question, one long answer and nothing beside. What is learned from both holds on a library of
either kind. Passages are learned from the pairs' own questions and their bases.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from policies.answering.desk import Desk
from policies.answering.evidence import looked_up, passage_features
from policies.answering.inquiry import Question, Reading, Turn
from policies.answering.scoring.calibrating import OFFERED
from policies.answering.scoring.head import first_places
from policies.answering.scoring.model import Features
from policies.answering.stages.read import EntitiesOf
from policies.content.model import Policy, QaPair
from policies.evaluation.leaving_out import LeavingOut
from policies.evaluation.questions import EvaluationQuestion
from policies.language.facets import facet_of
from policies.language.normalise import normalise_query
from policies.search.index import PassageHit, Scope, SearchIndex
from policies.search.split import sentences

_ENDS = ("", "是什么", "是多少", "怎么规定的", "由谁负责", "是什么时候", "有什么要求")
# Of the pairs' own similar questions one in so many is never learned from, so that it can be measured with.
KEPT_FOR_MEASURING = 3
LEARNED_OF_A_PAIR = 4
_LABEL = re.compile(
    r"^(第[一二三四五六七八九十百]+[条章]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)\s*"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A fresh question and what the library found for it.

    Attributes:
        text: the question.
        candidates: the features of every candidate, in order.
        questions: the standard question of each.
        right: the places of the candidates that answer.
        inside: whether any pair answers it.
        hidden: whether pairs that would answer it are hidden.
    """

    text: str
    candidates: tuple[Features, ...]
    questions: tuple[str, ...]
    right: frozenset[int]
    inside: bool
    hidden: bool = False

    @property
    def near(self) -> bool:
        """Whether one of the first three different questions answers."""
        return any(place in self.right for place in first_places(self.questions)[:OFFERED])


def asked(
    desk: Desk, index: LeavingOut, questions: Iterable[EvaluationQuestion], own: Mapping[str, str], day: date
) -> Iterator[Asked]:
    """Give every question that a pair answers, or none, with the candidates that the desk ranks.

    A question that a pair answers is asked once more while its pairs are hidden: what comes near then is wrong. What
    leads elsewhere is left out, and so is a question that is stored word for word.

    Args:
        desk: ranks what `index` finds.
        index: hides pairs.
        questions: what is asked.
        own: pair by external identifier.
        day: on which it is asked.
    """
    for each in questions:
        if each.expect not in (None, "refuse"):
            continue
        history = (Turn(each.context),) if each.context else ()
        question = Question(each.query, asked_on=day, history=history)
        right = frozenset(own[name] for name in each.positive_ids)
        yield from _found(desk, question, right, hidden=False)
        if right:
            index.pairs_hidden = right
            yield from _found(desk, question, right, hidden=True)
            index.pairs_hidden = frozenset()


def asked_similar(
    desk: Desk, index: LeavingOut, similar: Mapping[str, Sequence[str]], day: date
) -> Iterator[Asked]:
    """Give the similar questions of pairs, each asked while it is hidden, and once more while its pair is.

    They are far from everything stored and near to other pairs: what is sure of them has learned to doubt.

    Args:
        desk: ranks what `index` finds.
        index: hides questions and pairs.
        similar: similar questions by pair.
        day: on which they are asked.
    """
    for pair, texts in similar.items():
        for text in _some([text for text in texts if is_learned_from(text)]):
            question, right = Question(text, asked_on=day), frozenset({pair})
            index.texts = frozenset({text})
            yield from _found(desk, question, right, hidden=False)
            index.pairs_hidden = right
            yield from _found(desk, question, right, hidden=True)
            index.texts = index.pairs_hidden = frozenset()


def _some(texts: Sequence[str]) -> Sequence[str]:
    """Return so many similar questions of a pair that training takes minutes, from the whole list."""
    return texts[:: max(1, -(-len(texts) // LEARNED_OF_A_PAIR))]


def is_learned_from(text: str) -> bool:
    """Tell whether training may see what becomes of a similar question; the others are measured with."""
    return crc32(text.encode()) % KEPT_FOR_MEASURING != 0


def _found(desk: Desk, question: Question, right: frozenset[str], *, hidden: bool) -> Iterator[Asked]:
    candidates = desk.ranked(question)
    if candidates and not candidates[0].parts.get("verbatim"):
        yield Asked(
            question.text,
            tuple(found.parts for found in candidates),
            tuple(found.question for found in candidates),
            frozenset(place for place, found in enumerate(candidates) if found.qa_id in right),
            bool(right) and not hidden,
            hidden,
        )


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
            features = passage_features(reading, hit.title, hit.quote, hit.score - hit.beside)
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
