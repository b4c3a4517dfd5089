from datetime import date

import pytest

from policies.content.model import Status
from policies.errors import UnreadableFile
from policies.ingest.values import Values


def test_values_are_read_as_fields() -> None:
    values = Values(
        "a.md", {"written_on": "2025.6.20", "doc_number": "示民规(2025)4号", "explains": "示民规[2025]1号"}
    )
    assert values.date("written_on") == date(2025, 6, 20)
    assert values.number("doc_number") == "示民规〔2025〕4号"
    assert values.numbers("explains") == ("示民规〔2025〕1号",)
    assert (values.text("issuer"), values.texts("issuer"), values.numbers("issuer")) == (None, (), ())


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("已废止", Status.REPEALED),
        ("废止", Status.REPEALED),
        ("失效", Status.LAPSED),
        ("部分失效", Status.AMENDED),
        ("现行有效", None),
        ("有效", None),
    ],
)
def test_only_what_the_dates_cannot_say_overrides_them(printed: str, status: Status | None) -> None:
    assert Values("a.md", {"status": printed}, is_strict=True).status() is status


def test_a_portals_header_may_hold_what_cannot_be_read_but_an_editors_may_not() -> None:
    printed = {"expires_on": "长期", "status": "不详"}
    portal = Values("a.txt", printed)
    assert (portal.date("expires_on"), portal.status()) == (None, None)
    editor = Values("a.md", printed, is_strict=True)
    with pytest.raises(UnreadableFile) as refused:
        editor.date("expires_on")
    assert (refused.value.reason, refused.value.facts) == (
        "bad_date",
        {"field": "expires_on", "value": "长期"},
    )
    with pytest.raises(UnreadableFile) as refused:
        editor.status()
    assert refused.value.reason == "bad_value"
