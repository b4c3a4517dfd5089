"""Terms of the store: an edit is one revision, and every process follows it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Facet, PairState, QaPair
from policies.content.store import Store
from policies.content.terms import TermedSource, TermShelf
from policies.errors import InputError, TermNotFound
from policies.language.live import LiveDictionary
from policies.language.term import Term
from policies.search.embedded import EmbeddedIndex, open_index
from policies.search.fields import ALL
from policies.search.index import Scope
from tests.databases import laid_out

OWN = Term("云川惠民一码通", "document", "政务服务", ("惠民码子",))


def pair(question: str, *similar: str) -> QaPair:
    return QaPair(
        question,
        "按规定办理。",
        similar=similar,
        detail={Facet.NOTE: "按规定办理。"},
        state=PairState.PUBLISHED,
    )


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "nlu_data" / "dictionary"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(laid_out(tmp_path / "library.db"))
    yield store
    store.close()


@pytest.fixture
def dictionary(folder: Path) -> LiveDictionary:
    return LiveDictionary(folder)


@pytest.fixture
def shelf(store: Store, dictionary: LiveDictionary) -> TermShelf:
    return TermShelf(store, dictionary)


@pytest.fixture
def index(tmp_path: Path, folder: Path, dictionary: LiveDictionary) -> EmbeddedIndex:
    return open_index(tmp_path / "index", folder, dictionary, dictionary)


def best(index: EmbeddedIndex, question: str) -> dict[str, float]:
    return {hit.question: hit.parts["question_words"] for hit in index.pairs(index.terms(question), Scope())}


def test_a_saved_term_reads_back_with_author_and_revision(store: Store, shelf: TermShelf) -> None:
    shelf.save([OWN], "editor-1")
    (saved,) = shelf.terms()
    assert (saved.concept, saved.ways, saved.author, saved.revision) == (
        OWN.concept,
        OWN.ways,
        "editor-1",
        store.revision(),
    )


def test_every_change_of_a_term_leaves_an_audit_entry(store: Store, shelf: TermShelf) -> None:
    shelf.save([OWN], "editor-1")
    shelf.retire(OWN.concept, "editor-2")
    shelf.delete(OWN.concept, "editor-3")
    with store.engine.connect() as connection:
        rows = connection.execute(
            sa.select(tables.AUDIT.c.actor, tables.AUDIT.c.action).where(tables.AUDIT.c.kind == "term")
        )
        assert [tuple(row) for row in rows] == [
            ("editor-1", "save"),
            ("editor-2", "retire"),
            ("editor-3", "delete"),
        ]


def test_one_bad_term_keeps_all_out(store: Store, shelf: TermShelf) -> None:
    before = store.revision()
    with pytest.raises(InputError):
        shelf.save([OWN, Term("码", "document", "政务服务", ())], "editor-1")
    assert (shelf.terms(), store.revision()) == ([], before)


def test_a_term_of_the_files_can_be_changed_retired_and_restored(
    shelf: TermShelf, store: Store, dictionary: LiveDictionary
) -> None:
    name, question = "城乡居民基本医疗保险", "新农合今年交多少钱"
    own = shelf.term(name)
    shelf.save([Term(own.concept, own.type, own.field, (*own.ways, "云川惠农保"))], "editor")
    dictionary.follow(shelf)
    assert name in dictionary.expand("云川惠农保怎么交")
    shelf.retire(name, "editor")
    dictionary.follow(shelf)
    assert name not in dictionary.expand(question)
    shelf.delete(name, "editor")
    dictionary.follow(shelf)
    assert name in dictionary.expand(question)
    assert name not in dictionary.expand("云川惠农保怎么交")


def test_a_name_that_nobody_knows_is_not_found(shelf: TermShelf) -> None:
    for act in (
        shelf.term,
        lambda name: shelf.retire(name, "editor"),
        lambda name: shelf.delete(name, "editor"),
    ):
        with pytest.raises(TermNotFound):
            act("没有这个词条")


def test_a_change_of_terms_cuts_the_affected_pairs_anew_and_no_other(store: Store, shelf: TermShelf) -> None:
    told = [
        store.save_pair(each)
        for each in (pair("惠民码子怎么开通"), pair("怎么开通", "开惠民码子"), pair("护照怎么办"))
    ]
    before = store.revision()
    shelf.save([OWN], "editor")
    assert {each.id for each in store.changes_since(before).pairs} == {told[0].id, told[1].id}


@pytest.mark.parametrize("has_followed", [True, False])
def test_an_index_on_trial_finds_by_another_dictionary_and_leaves_the_first_alone(
    tmp_path: Path,
    folder: Path,
    store: Store,
    index: EmbeddedIndex,
    dictionary: LiveDictionary,
    has_followed: bool,
) -> None:
    """Where there is nothing to copy yet, it is made from the store."""
    question = "惠民码子怎么开通"
    for each in (question, "护照怎么办", "怎么开通医保"):
        store.save_pair(pair(each))
    if has_followed:
        index.follow(store)
    before = best(index, question)
    after = dictionary.now.with_terms([OWN])
    trial = index.on_trial(tmp_path / "trial", after.segmenter, after.lexicon, store)
    trial.cut_anew(store.pairs())
    fresh = open_index(tmp_path / "fresh", folder, after.lexicon, after.segmenter)
    fresh.follow(store)
    assert best(trial, question) == best(fresh, question)
    assert best(trial, question) != before
    if has_followed:
        assert best(index, question) == before
    assert "惠民码子" in trial.terms(question).tokens["words"].said
    assert "惠民码子" not in index.terms(question).tokens["words"].said


def test_an_index_that_followed_an_edit_is_the_index_that_is_made_after_it(
    tmp_path: Path,
    folder: Path,
    store: Store,
    shelf: TermShelf,
    index: EmbeddedIndex,
    dictionary: LiveDictionary,
) -> None:
    question = "惠民码子怎么开通"
    for each in (question, "护照怎么办", "怎么开通医保"):
        store.save_pair(pair(each))
    source = TermedSource(store, dictionary)
    index.follow(source)
    scores = [best(index, question)[question]]
    edits: tuple[Callable[[], object], ...] = (
        lambda: shelf.save([OWN], "editor"),
        lambda: shelf.retire(OWN.concept, "editor"),
        lambda: shelf.delete(OWN.concept, "editor"),
    )
    for number, edit in enumerate(edits):
        edit()
        index.follow(source)
        fresh = open_index(tmp_path / f"fresh-{number}", folder, dictionary, dictionary)
        fresh.follow(source)
        # Other rows' scores differ by the frequencies that the engine still counts of deleted rows.
        assert best(index, question)[question] == pytest.approx(best(fresh, question)[question])
        scores.append(best(index, question)[question])
    assert scores[2:] == pytest.approx([scores[0]] * 2)
    assert scores[1] != pytest.approx(scores[0])


def test_only_stored_questions_depend_on_the_words_of_the_dictionary() -> None:
    """`Writing.cut_anew` looks into questions alone; a words channel elsewhere would have to join it."""
    assert {field.name for field in ALL if field.channel == "words"} == {"question_words"}


def _save_elsewhere(url: str, folder: Path) -> None:
    store = Store.open(url)
    TermShelf(store, LiveDictionary(folder)).save([OWN], "editor")
    store.close()


def test_a_term_saved_by_another_process_holds_here_at_the_next_question(
    store: Store, index: EmbeddedIndex, dictionary: LiveDictionary, folder: Path
) -> None:
    source = TermedSource(store, dictionary)
    index.follow(source)
    other = multiprocessing.get_context("spawn").Process(
        target=_save_elsewhere, args=(str(store.engine.url), folder)
    )
    other.start()
    other.join(60)
    assert other.exitcode == 0
    index.follow(source)
    assert OWN.concept in index.terms("惠民码子怎么开通").official
