from __future__ import annotations

import pytest

from policies.content.audit import audit_entries
from policies.content.live.model import PhraseNotFound
from policies.content.live.phrases import Phrase, Phrases
from policies.content.store import Store
from policies.errors import InputError
from tests.policies.content.live.conftest import Desk


def test_a_phrase_is_saved_replaced_and_deleted_with_an_audit_entry_each(desk: Desk) -> None:
    phrases = Phrases(desk.engine)
    phrases.save(Phrase("hi", "您好，我是工作人员。"), "安娜")
    phrases.save(Phrase("hi", "您好，请问有什么可以帮您？"), "小波")
    phrases.save(Phrase("再见", "感谢您的咨询，再见。"), "小波")
    assert phrases.every() == [
        Phrase("hi", "您好，请问有什么可以帮您？"),
        Phrase("再见", "感谢您的咨询，再见。"),
    ]
    phrases.delete("hi", "安娜")
    assert [each.code for each in phrases.every()] == ["再见"]
    done = audit_entries(Store(desk.engine), kind="phrase", subject="hi")
    assert [(each.actor, each.action) for each in done] == [
        ("安娜", "delete"),
        ("小波", "save"),
        ("安娜", "save"),
    ]


def test_a_phrase_that_is_not_there_cannot_be_deleted(desk: Desk) -> None:
    with pytest.raises(PhraseNotFound):
        Phrases(desk.engine).delete("none", "安娜")


@pytest.mark.parametrize("code", ["", "a b", "/hi", "长" * 33])
def test_a_code_is_one_word(desk: Desk, code: str) -> None:
    with pytest.raises(InputError):
        Phrases(desk.engine).save(Phrase(code, "您好"), "安娜")
