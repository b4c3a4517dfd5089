"""What a change of the dictionary would do, told before it is made."""

from __future__ import annotations

from policies.answering.inquiry import Outcome
from policies.content.confirming import Confirming
from policies.effect.effect import Effect, Turned, Verdict, effect_of
from policies.effect.probes import Kind, probes
from policies.language.term import Term
from policies.library import Library
from policies.regression.cases import Cases, NewCase
from tests.policies.effect.conftest import QUESTION, TODAY, WAY, asked, changed, right, told

# However slow the machine is.
PATIENT_S = 600.0


def effect(library: Library, *terms: Term, most: int = 200) -> Effect:
    return effect_of(library, library.dictionary.now.with_terms(terms), TODAY, most=most, longest_s=PATIENT_S)


def turned(found: Effect, question: str) -> Turned:
    (one,) = [each for each in found.turned if each.probe.text == question]
    return one


def test_a_new_saying_shows_the_question_that_will_be_answered_better_and_so_it_is(library: Library) -> None:
    Confirming(library.store.engine).confirm(right(library), QUESTION, "operator", "坐席一")
    found = turned(effect(library, changed(library, WAY)), QUESTION)
    assert (found.verdict, found.probe.kind) == (Verdict.BETTER, Kind.CONFIRMED)
    now = asked(library, QUESTION)
    assert (now.outcome, now.qa_id) == (found.before.outcome, None)
    library.terms.save([changed(library, WAY)], "编辑")
    after = asked(library, QUESTION)
    assert (after.outcome, after.qa_id) == (found.after.outcome, found.after.pair_id)
    assert after.qa_id == right(library)


def test_looking_changes_nothing(library: Library) -> None:
    told(library, QUESTION)
    before = (library.store.revision(), library.index.revision, library.dictionary.now)
    effect(library, changed(library, WAY))
    assert (library.store.revision(), library.index.revision, library.dictionary.now) == before
    assert WAY not in library.dictionary.words(QUESTION)
    assert asked(library, QUESTION).outcome is Outcome.CLARIFY


def test_a_word_that_every_matter_shares_makes_answers_worse(library: Library) -> None:
    found = effect(library, Term("公积金提取", "matter", "住房", ("怎么办", "补贴")))
    assert found.count(Verdict.WORSE) > 0
    assert found.turned[0].verdict is Verdict.WORSE
    assert all(each.before != each.after for each in found.turned)
    assert found.turned[0].probe.hidden, "an own question is asked as if it were said for the first time"


def test_what_somebody_found_helpful_says_which_pair_is_right(library: Library) -> None:
    told(library, QUESTION, right(library), helpful=True)
    told(library, f"{QUESTION}呀", right(library), helpful=False)
    found = effect(library, changed(library, WAY))
    assert turned(found, QUESTION).verdict is Verdict.BETTER
    assert turned(found, f"{QUESTION}呀").verdict is Verdict.UNKNOWN


def test_of_many_questions_a_sample_is_asked_and_its_size_told(library: Library) -> None:
    change = Term("公积金提取", "matter", "住房", ("怎么办", "补贴"))
    Confirming(library.store.engine).confirm(right(library), "补贴一个月多少", "operator", "坐席一")
    found = effect(library, change, most=3)
    assert (found.asked, found.affected > 3) == (3, True)
    steps: list[tuple[int, int]] = []
    again = effect_of(
        library,
        library.dictionary.now.with_terms([change]),
        TODAY,
        lambda done, total: steps.append((done, total)),
        3,
        PATIENT_S,
    )
    assert again == found
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_questions_of_the_regression_set_are_asked_with_their_right_pairs(library: Library) -> None:
    pairs = tuple(library.store.pairs())
    similar = next(pair for pair in pairs if pair.similar).similar[0]
    Cases(library.store).add(
        [
            NewCase(QUESTION, (right(library),)),
            NewCase("今天天气怎么样", expect="refuse"),
            NewCase(similar, (right(library),)),
        ],
        "李编辑",
    )
    every = {each.text: each for each in probes(library.store.engine, pairs, TODAY)}
    assert (every[QUESTION].kind, every[QUESTION].right) == (Kind.REGRESSION, frozenset({right(library)}))
    assert every[similar].kind is Kind.PUBLISHED
    assert "今天天气怎么样" not in every


def test_asking_ends_when_its_time_is_up(library: Library) -> None:
    change = library.dictionary.now.with_terms([Term("公积金提取", "matter", "住房", ("怎么办", "补贴"))])
    found = effect_of(library, change, TODAY, longest_s=0.0)
    assert found.affected > 50
    assert found.asked < found.affected


def test_a_change_that_touches_no_question_asks_none(library: Library) -> None:
    found = effect(library, Term("云川惠民一码通", "document", "政务服务", ("惠民码子",)))
    assert (found.affected, found.asked, found.turned) == (0, 0, ())
    assert found.looked[Kind.PUBLISHED] > 1000


def test_each_question_is_looked_at_once_and_as_the_most_telling_kind(library: Library) -> None:
    pairs = tuple(library.store.pairs())
    similar = next(pair for pair in pairs if pair.similar).similar[0]
    told(library, similar)
    told(library, QUESTION)
    Confirming(library.store.engine).confirm(right(library), QUESTION, "operator", "坐席一")
    kinds = {each.text: each.kind for each in probes(library.store.engine, pairs, TODAY)}
    assert (kinds[QUESTION], kinds[similar]) == (Kind.CONFIRMED, Kind.RECENT)
