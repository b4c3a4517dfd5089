from __future__ import annotations

import numpy as np
import pytest

from policies.search.meaning import learning
from policies.search.meaning.learning import learn
from policies.search.meaning.sources import Matter
from policies.search.meaning.space import NOTHING, Space, learned
from policies.search.meaning.together import drawn_together

# Two matters whose words occur together, and what they are called, which shares no word with them.
MATTERS = [
    Matter("医药费用报销", "医保基金支付", ("看病花费拿回", "瞧大夫垫付", "药钱谁给")),
    Matter("义务教育入学", "学籍登记", ("孩子念书", "上小学", "娃读一年级")),
    Matter("不动产登记", "权属证书", ("房本去哪办", "过户换名", "房子改到我名下")),
]


@pytest.fixture
def loose() -> Space:
    """A space learned from texts that each say a word or two: what belongs together does not yet lie together."""
    texts = [text for matter in MATTERS for text in (matter.official, matter.answer, *matter.ways)]
    return learned([*texts, *texts], "test", dimensions=8)


def nearest(space: Space, asked: str) -> str:
    lying = [space.of_pair((matter.official,), matter.answer) for matter in MATTERS]
    return MATTERS[int(np.argmax(np.array(lying) @ space.of_text(asked)))].official


def apart(space: Space) -> float:
    """How much nearer ways lie to their own matter than to the others, in the mean."""
    official = np.array([space.of_text(matter.official) for matter in MATTERS])
    near = np.array([[official @ space.of_text(way) for way in matter.ways] for matter in MATTERS])
    own = np.array([near[place, :, place] for place in range(len(MATTERS))])
    return float(own.mean() - (near.sum() - own.sum()) / (near.size - own.size))


def test_ways_come_to_lie_near_their_own_matter_and_far_from_others(loose: Space) -> None:
    drawn = drawn_together(loose, MATTERS, rounds=60)
    assert apart(drawn) > apart(loose) + 0.2
    for matter in MATTERS:
        assert [nearest(drawn, way) for way in matter.ways] == [matter.official] * 3


def test_the_form_stays_and_the_first_space_is_left_alone(loose: Space) -> None:
    before = loose.vectors.copy()
    drawn = drawn_together(loose, MATTERS, rounds=2)
    assert (drawn.places, drawn.fingerprint) == (loose.places, loose.fingerprint)
    assert drawn.vectors.shape == loose.vectors.shape
    assert drawn.vectors.dtype == np.float16
    assert np.isfinite(drawn.vectors).all()
    assert np.array_equal(loose.vectors, before)


def test_the_same_matters_give_the_same_space(loose: Space) -> None:
    one, two = (drawn_together(loose, MATTERS, rounds=3) for _ in range(2))
    assert np.array_equal(one.vectors, two.vectors)


def test_what_is_called_by_no_other_name_teaches_nothing(loose: Space) -> None:
    alone = [MATTERS[0], Matter("无人问津", "", ())]
    assert drawn_together(loose, alone) is loose
    assert drawn_together(NOTHING, MATTERS) is NOTHING


def test_a_way_of_unknown_words_does_no_harm(loose: Space) -> None:
    drawn = drawn_together(loose, [*MATTERS, Matter("龘", "", ("靐", "齉"))], rounds=2)
    assert np.isfinite(drawn.vectors).all()


def test_a_space_is_learned_from_matters_and_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "matters", lambda: [*MATTERS, *MATTERS])
    monkeypatch.setattr(learning, "names", lambda: [Matter("医药费用报销", "", ("药钱",))])
    space = learn("few")
    assert space.fingerprint == "few"
    assert nearest(space, "药钱") == "医药费用报销"
