from __future__ import annotations

import pytest

from policies.evaluation.questions import EvaluationQuestion
from tests.questions.peers.lexical import PEERS
from tests.questions.peers.selector import FEW, MOST_OF_A_PAIR, MOST_ROWS, epochs_for, part

ROWS = [
    ("a", "灵活就业人员社保怎么交"),
    ("a", "自由职业怎么参加社会保险"),
    ("b", "生育津贴多少钱"),
    ("c", "公积金提取要什么材料"),
]


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_puts_the_plainly_right_entry_first_and_names_it_once(name: str) -> None:
    ranked = PEERS[name](ROWS)("灵活就业的社保怎么交")
    assert ranked[0] == "a"
    assert ranked.count("a") == 1


@pytest.mark.parametrize("name", PEERS)
def test_a_question_in_which_a_peer_knows_no_word_finds_nothing(name: str) -> None:
    assert PEERS[name](ROWS)("xyzzy") == []


def test_the_selector_gets_every_row_of_what_is_asked_about_and_fills_up_with_others() -> None:
    rows = [(f"other{number}", "别的问题") for number in range(2 * MOST_ROWS)]
    asked = [EvaluationQuestion("1", "社保怎么交", frozenset({"a"}))]
    chosen = part([*rows, ("a", "灵活就业人员社保怎么交"), ("a", "自由职业怎么参加社会保险")], asked)
    assert chosen[:2] == [("a", "灵活就业人员社保怎么交"), ("a", "自由职业怎么参加社会保险")]
    assert len(chosen) == MOST_ROWS
    many = [("a", f"第{number}种问法") for number in range(MOST_OF_A_PAIR + 3)]
    assert part(many, asked) == many[:MOST_OF_A_PAIR]


def test_the_selector_sees_few_rows_oftener_than_many() -> None:
    assert epochs_for(FEW) > epochs_for(FEW + 1)
