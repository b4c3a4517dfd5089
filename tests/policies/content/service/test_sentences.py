"""A site's own words are checked before anybody hears them."""

from __future__ import annotations

import pytest

from policies.content.service.sentences import (
    Place,
    SentenceNotFound,
    Sentences,
    limit_of,
    place_of,
    refuse_unusable,
)
from policies.content.service.settings import Kind, ServiceSettings
from policies.errors import InputError
from policies.wording import delivered

DEPARTMENT = "answering.not_found.department"


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        (DEPARTMENT, "", "sentence_empty"),
        (DEPARTMENT, "没有依据，请咨询主管部门。", "sentence_values"),
        (DEPARTMENT, "没有依据，请咨询{department}，电话{phone}。", "sentence_values"),
        (DEPARTMENT, "没有依据，请咨询{department。", "sentence_braces"),
        (DEPARTMENT, "没有依据，请咨询{department:>9}。", "sentence_braces"),
        (DEPARTMENT, "没有依据\x07，请咨询{department}。", "sentence_control"),
        (DEPARTMENT, "长" * 401 + "{department}", "sentence_long"),
        ("hotline.greeting", "您好（示范市），请讲。", "sentence_not_said"),
        ("hotline.greeting", "<b>您好</b>", "sentence_not_said"),
        ("hotline.greeting", "请看 https://www.example.gov.cn", "sentence_not_said"),
        ("hotline.greeting", "您好" * 61, "sentence_long"),
        ("answering.routes.emergency_fire.speech", "请拨打119。", "sentence_numbers"),
    ],
)
def test_what_cannot_stand_in_its_place_is_refused(key: str, text: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        refuse_unusable(key, text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "key",
    [
        "answering.choices.handoff",
        "hotline.person",
        "page.chat.person",
        "admin.title",
        "cli.app",
        "answering",
        "x",
    ],
)
def test_what_is_understood_by_its_words_or_not_said_to_people_is_no_sentence_of_theirs(key: str) -> None:
    with pytest.raises(SentenceNotFound):
        refuse_unusable(key, "随便")


def test_every_delivered_sentence_passes_its_own_check(settings: ServiceSettings) -> None:
    every = Sentences(settings).every()
    assert len(every) > 300
    assert {each.place for each in every} == set(Place)
    for each in every:
        refuse_unusable(each.key, each.delivered)
        assert len(each.delivered) <= limit_of(each.key)


def test_places_go_by_where_a_sentence_appears() -> None:
    assert place_of("answering.not_found.summary") is Place.CARD
    assert place_of("answering.clarify.speech_long") is Place.SPEECH
    assert place_of("answering.quoted.document_speech") is Place.CARD
    assert place_of("hotline.more") is Place.SPEECH
    assert place_of("desk.copied.sms_end") is Place.SMS


def test_a_sentence_has_its_history_and_goes_back_to_the_delivered_one(settings: ServiceSettings) -> None:
    sentences = Sentences(settings)
    saved = sentences.save(DEPARTMENT, "没有依据，请问{department}。", "甲", "更简短", expected=0)
    assert (saved.text, saved.version, saved.is_overtaken) == ("没有依据，请问{department}。", 1, False)
    assert sentences.find(DEPARTMENT) == saved
    back = sentences.take_back(DEPARTMENT, "乙", "恢复")
    assert (back.text, back.own, back.version) == (delivered(DEPARTMENT), None, 2)
    assert [each.by for each in sentences.history(DEPARTMENT)] == ["乙", "甲"]
    with pytest.raises(InputError, match="sentence_same"):
        sentences.save(DEPARTMENT, delivered(DEPARTMENT), "甲", "同样的话")


def test_the_page_can_tell_that_the_delivered_sentence_changed_since(settings: ServiceSettings) -> None:
    """As an update of the product leaves it."""
    value = {"text": "没有依据，请问{department}。", "delivered": "以前交付的原句，{department}。"}
    settings.save(Kind.WORDING, DEPARTMENT, value, "甲", "更简短")
    assert Sentences(settings).find(DEPARTMENT).is_overtaken
