from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.dates import Validity, find_dates, read_date, validity


@pytest.mark.parametrize(
    "text",
    [
        "2021年4月29日",
        "2021-04-29",
        "2021/4/29",
        "2021.4.29",
        "二〇二一年四月二十九日",
        "二○二一年四月二十九日",
        "２０２１年４月２９日",
        " 2021 年 4 月 29 日 ",
        "2021-04-29 09:30:00",
    ],
)
def test_every_way_of_writing_a_date_is_the_same_day(text: str) -> None:
    assert read_date(text) == date(2021, 4, 29)


@pytest.mark.parametrize(
    "text", ["2021年4月", "2021年2月30日", "长期有效", "", "截至2021年4月29日", "2021-4/29"]
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_dates_are_found_where_they_stand() -> None:
    text = "自2025年7月1日起至2026-06-30"
    assert [(text[start:end], day) for start, end, day in find_dates(text)] == [
        ("2025年7月1日", date(2025, 7, 1)),
        ("2026-06-30", date(2026, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法自2025年7月1日起施行，有效期至2030年6月30日。", (date(2025, 7, 1), date(2030, 6, 30))),
        ("本通知自2025年7月1日起施行，有效期5年。", (date(2025, 7, 1), date(2030, 6, 30))),
        ("第三十条 本细则自2024年3月1日起实施，有效期为两年。", (date(2024, 3, 1), date(2026, 2, 28))),
        ("本办法自二〇二五年七月一日起施行。", (date(2025, 7, 1), None)),
        ("本通知自印发之日起施行，有效期三年。", (date(2025, 6, 20), date(2028, 6, 19))),
        ("本规定自公布之日起30日后施行。", (date(2025, 7, 25), None)),
        ("本办法自2025年8月1日起试行，试行期1年。", (date(2025, 8, 1), date(2026, 7, 31))),
        ("本方案自2025年1月1日至2025年12月31日执行。", (date(2025, 1, 1), date(2025, 12, 31))),
        ("自2025年9月1日起施行，有效期18个月。", (date(2025, 9, 1), date(2027, 2, 28))),
    ],
)
def test_a_text_says_from_when_to_when_it_holds(text: str, expected: tuple[date, date | None]) -> None:
    found = validity(text, written_on=date(2025, 6, 20), published_on=date(2025, 6, 25))
    assert (found.effective_on, found.expires_on) == expected


@pytest.mark.parametrize(
    "text",
    [
        "《示范市老年人优待办法》自2019年1月1日起施行。",
        "许可证有效期5年。",
        "参保人员自缴费之日起享受待遇，电子凭证有效期一年。",
        "按照《示范市门诊统筹办法》（自2020年5月1日起施行）执行。",
    ],
)
def test_the_validity_of_something_else_is_not_the_documents_own(text: str) -> None:
    assert validity(text, written_on=date(2025, 6, 20)) == Validity()


def test_promulgation_without_a_known_day_gives_no_date() -> None:
    assert validity("本办法自公布之日起施行，有效期五年。") == Validity()


def test_a_period_that_begins_on_a_leap_day_ends_on_the_last_of_february() -> None:
    assert validity("本办法自2024年2月29日起施行，有效期1年。").expires_on == date(2025, 2, 28)


@given(st.text(alphabet="自本办法起施行有效期至年月日0123456789一二三〇十。，个"))
def test_any_text_has_a_validity_without_an_error(text: str) -> None:
    assert isinstance(validity(text, written_on=date(2025, 6, 20)), Validity)
