from __future__ import annotations

from datetime import date

import pytest

from policies.content.model import Facet
from tests.policies.content.checks.conftest import Check, good, rules


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"question": "医" * 129}, {"title_too_long": "error"}),
        ({"keywords": ("医" * 21,)}, {"keyword_too_long": "warning"}),
        ({"speech": "请您拨打" * 31}, {"speech_too_long": "warning"}),
        ({"speech": "请看（附件）"}, {"speech_unspeakable": "warning"}),
        ({"speech": "请看 https://www.example.gov.cn"}, {"speech_unspeakable": "warning"}),
        ({"expires_on": date(2026, 11, 22)}, {"pair_expired": "warning"}),
        ({"expires_on": date(2026, 11, 23)}, {"pair_expires_soon": "warning"}),
        ({"expires_on": date(2026, 12, 24)}, {}),
        (
            {"effective_on": date(2027, 2, 1), "expires_on": date(2027, 1, 1)},
            {"days_crossed": "error"},
        ),
        ({"department": "市气象局"}, {"department_unknown": "warning"}),
        ({"department": "市医保局"}, {}),
        ({"department": None}, {"department_missing": "warning"}),
        ({"phone": "0000-88801101"}, {}),  # the cited document prints it
        ({"phone": "0000-88801199"}, {"phone_unknown": "warning"}),
        ({"detail": {Facet.PHONE: "0000-88809999"}}, {"phone_unknown": "warning"}),
    ],
)
def test_what_a_pair_must_keep_to(check: Check, values: dict[str, object], expected: dict[str, str]) -> None:
    assert rules(check(good(**values))) == expected
