"""One list for the operator: questions that begin so, by initials, by search; then clauses and interpretations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.answering.inquiry import Question
from policies.answering.lookup.initials import Initials
from policies.answering.lookup.rows import Row, Wanted
from policies.answering.shelf import Shelf
from policies.answering.stages.match_qa import allowed_regions
from policies.answering.standing import may_read, may_tell, pair_stands
from policies.answering.suggest import SuggestedPassage, Suggestions
from policies.answering.typeahead import Typeahead
from policies.content.model import Disclosure, Facet, Policy, QaPair, Status
from policies.language.doc_number import doc_numbers
from policies.language.normalise import normalise

# So many are asked for where filters take some away, so many for each that is shown where none does.
ASKED_FOR = 60
FOR_EACH = 2
PAIRS_OF_ALL = 6
BEGINNING = 4


class Lookup:
    """Puts together what the other searches find."""

    def __init__(
        self, suggestions: Suggestions, typeahead: Typeahead, initials: Initials, shelf: Shelf
    ) -> None:
        self._suggestions = suggestions
        self._typeahead = typeahead
        self._initials = initials
        self._shelf = shelf

    def of(self, text: str, asked_on: date, wanted: Wanted, limit: int = 9) -> tuple[Row, ...]:
        """Return what fits a text that may be unfinished, best first: pairs, then passages.

        Args:
            text: words, a question, a 文号, or initials.
            asked_on: the day for which validity is judged.
            wanted: the filters.
            limit: at most so many.
        """
        if not text.strip():
            return ()
        question = Question(text, asked_on, viewer="staff")
        found = self._suggestions.of(
            text,
            asked_on=asked_on,
            limit=ASKED_FOR if wanted.narrows else FOR_EACH * limit,
            region=wanted.region,
            viewer="staff",
            lapsed=wanted.lapsed,
        )
        ids = dict.fromkeys((*self._titles(text, question, wanted), *(each.qa_id for each in found.pairs)))
        most = PAIRS_OF_ALL if wanted.kind is None and wanted.facet is None else limit
        pairs = list(_some(self._pairs(ids, question, wanted), most))
        named = [each for each in self._named(text, question) if _fits(each, wanted)]
        passages = (self._passage(each, question) for each in found.passages)
        fitting = (each for each in passages if each is not None and _fits(each, wanted))
        return (*named, *pairs, *_some(fitting, limit - len(pairs)))[:limit]

    def warm(self) -> None:
        """Read the initials now, so that nobody who types waits for it."""
        self._initials.warm(self._typeahead.titles())

    def _named(self, text: str, question: Question) -> Iterator[Row]:
        """Give the documents whose 文号 is written in a text."""
        for number in doc_numbers(normalise(text)):
            policy = self._shelf.policy_by_number(number)
            if policy is not None and may_read(policy, question):
                yield self._document(policy, question.asked_on)

    def _document(self, policy: Policy, day: date) -> Row:
        first = policy.clauses[0] if policy.clauses else None
        return Row(
            kind="policy",
            id=policy.id,
            title=policy.title,
            text=first.text if first is not None else "",
            clause=first.path if first is not None else None,
            number=policy.doc_number,
            source=policy.issuer,
            region=policy.region,
            status=policy.status_on(day).value,
            in_force=policy.holds_on(day),
            on_request=_on_request(policy),
        )

    def _titles(self, text: str, question: Question, wanted: Wanted) -> Iterator[str]:
        for title in self._initials.of(text, self._typeahead.titles()):
            yield title.qa_id
        begun = self._typeahead.of(text, question.asked_on, wanted.region, BEGINNING, viewer="staff")
        yield from (each.qa_id for each in begun)

    def _pairs(self, ids: dict[str, None], question: Question, wanted: Wanted) -> Iterator[Row]:
        for qa_id in ids:
            pair = self._shelf.pair(qa_id)
            if pair is None or not may_tell(self._shelf, pair, question):
                continue
            row = self._pair(pair, question)
            if (
                _fits(row, wanted)
                and _tells(pair, wanted.facet)
                and _holds_in(self._shelf, pair, wanted.region)
            ):
                yield row

    def _pair(self, pair: QaPair, question: Question) -> Row:
        stands = pair_stands(self._shelf, pair, question)
        behind = [self._shelf.policy(each.policy_id) for each in pair.citations]
        return Row(
            kind="pair",
            id=pair.id,
            title=pair.question,
            text=pair.summary,
            clause=None,
            number=None,
            source=pair.department,
            region=pair.region,
            status=(Status.IN_FORCE if stands else Status.LAPSED).value,
            in_force=stands,
            on_request=any(each is not None and _on_request(each) for each in behind),
        )

    def _passage(self, found: SuggestedPassage, question: Question) -> Row | None:
        policy = self._shelf.policy(found.source_id) if found.kind == "policy" else None
        text = self._shelf.interpretation(found.source_id) if found.kind == "interpretation" else None
        explained = [self._shelf.policy(each) for each in text.explains] if text is not None else [policy]
        holder = policy or text
        if holder is None:
            return None
        return Row(
            kind=found.kind,
            id=found.source_id,
            title=found.title,
            text=found.quote,
            clause=found.clause,
            number=found.doc_number,
            source=holder.issuer,
            region=policy.region if policy is not None else None,
            status=found.status,
            in_force=policy is None or policy.holds_on(question.asked_on),
            on_request=any(each is not None and _on_request(each) for each in explained),
        )


def _some(rows: Iterator[Row], most: int) -> Iterator[Row]:
    for _, row in zip(range(most), rows, strict=False):
        yield row


def _fits(row: Row, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, row.kind)
        and wanted.department in (None, row.source)
        and (wanted.facet is None or row.kind == "pair")
        and (wanted.lapsed or row.in_force)
    )


def _tells(pair: QaPair, facet: Facet | None) -> bool:
    return facet is None or pair.facet is facet or facet in pair.detail


def _holds_in(shelf: Shelf, pair: QaPair, region: str | None) -> bool:
    if region is None or pair.region is None:
        return True
    tree = shelf.regions()
    allowed = allowed_regions(tree, tree.named(region))
    return allowed is None or pair.region in allowed


def _on_request(policy: Policy) -> bool:
    return policy.disclosure is Disclosure.ON_REQUEST
