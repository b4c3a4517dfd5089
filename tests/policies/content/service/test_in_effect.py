"""What one process sets, another goes by within a second."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from policies.content.service.in_effect import Following
from policies.content.service.sentences import Sentences
from policies.content.service.settings import Kind, ServiceSettings
from policies.content.store import Store
from policies.language.masking import mask
from policies.wording import delivered, say, section

KEY = "answering.not_found.summary"


@pytest.fixture
def following(store: Store) -> Iterator[Following]:
    opened = Following(ServiceSettings(store.engine))
    yield opened
    opened.close()


def test_a_sentence_holds_at_once_here_and_ends_with_its_owner(store: Store) -> None:
    settings = ServiceSettings(store.engine)
    here = Following(settings)
    Sentences(settings).save(KEY, "没有找到依据，请拨打12345。", "甲", "更简短")
    assert say(KEY) == "没有找到依据，请拨打12345。"
    assert section("answering")["not_found"]["summary"] == "没有找到依据，请拨打12345。"
    here.close()
    assert say(KEY) == delivered(KEY)


def test_another_process_follows_within_a_second_by_itself(store: Store, following: Following) -> None:
    """The settings here are another object on the same store, as in another process."""
    following.start()
    elsewhere = ServiceSettings(store.engine)
    elsewhere.save(Kind.MASK, "m", {"pattern": "YB#{8}", "label": "社保卡号"}, "甲", "本地卡号")
    began = time.monotonic()
    while mask("卡号YB12345678") != "卡号〔社保卡号〕":
        assert time.monotonic() - began < 1.0
        time.sleep(0.01)
    elsewhere.take_back(Kind.MASK, "m", "甲", "不用了")
    began = time.monotonic()
    while mask("卡号YB12345678") != "卡号YB12345678":
        assert time.monotonic() - began < 1.0
        time.sleep(0.01)


def test_two_libraries_of_a_process_do_not_undo_each_other(store: Store, following: Following) -> None:
    settings = ServiceSettings(store.engine)
    other = Following(settings)
    Sentences(settings).save(KEY, "没有找到依据，请拨打12345。", "甲", "更简短")
    following.follow()
    other.close()
    assert say(KEY) == "没有找到依据，请拨打12345。"


def test_words_that_no_longer_fit_what_is_delivered_are_left_out(store: Store, following: Following) -> None:
    """As after an update that fills in other values: the answer would break."""
    settings = ServiceSettings(store.engine)
    value = {"text": "{old}另有规定。", "delivered": "{old}对这件事另有规定。"}
    settings.save(Kind.WORDING, "answering.notices.city_level", value, "甲", "旧版的说法")
    settings.save(
        Kind.WORDING, "answering.gone.summary", {"text": "无", "delivered": "无"}, "甲", "旧版的说法"
    )
    following.follow()
    assert say("answering.notices.city_level", region="示范市") == delivered(
        "answering.notices.city_level"
    ).format(region="示范市")


def test_nothing_is_read_where_nothing_changed(store: Store, following: Following) -> None:
    following.follow()
    seen = following.now
    following.follow()
    assert following.now is seen
