from __future__ import annotations

from policies.answering.inquiry import Reading
from policies.answering.scoring.crowd import Crowd

STORED = ("失业登记需要什么手续", "改名字需要什么手续", "购房提取需要什么手续")


def test_what_few_candidates_ask_about_tells_them_apart() -> None:
    crowd = Crowd(Reading("失业手续", terms=("失业", "手续")), STORED, ())
    first, second = (crowd.features(text, "") for text in STORED[:2])
    assert first["contrast_words"] == 1.0
    assert 0 < second["contrast_words"] < 0.5


def test_what_the_answer_tells_counts_as_told() -> None:
    crowd = Crowd(Reading("失业金期限", terms=("失业金", "期限")), STORED, ("失业金最长领取24个月",))
    features = crowd.features(STORED[0], "失业金最长领取24个月")
    assert features["words_told"] > features["contrast_words"]


def test_a_matter_that_no_candidate_names_is_seen() -> None:
    def unheard(text: str, *terms: str) -> float:
        return Crowd(Reading(text, terms=terms), STORED, ()).features(STORED[0], "")["unheard"]

    assert unheard("去火星要什么手续", "去", "火星", "要", "什么", "手续") == 1
    assert unheard("失业要什么手续", "失业", "要", "什么", "手续") == 0
    assert unheard("要什么手续", "要", "什么", "手续") == 0
