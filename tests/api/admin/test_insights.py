from __future__ import annotations

from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.api.admin.conftest import As
from tests.policies.insights.samples import CIVIL, fill

INSIGHTS = "/api/v1/admin/insights"
DAYS = {"since": "2026-11-01", "until": "2026-11-27"}


def test_figures_questions_and_reports_are_read(as_: As, own_library: Library) -> None:
    fill(own_library.store)
    reader = as_("审计丙")
    told = reader.get(INSIGHTS, params=DAYS).json()
    assert (told["asked"], told["daily"]["2026-11-27"], told["outcomes"]["not_found"]) == (14, 11, 8)
    asked = reader.get(f"{INSIGHTS}/messages", params={**DAYS, "outcome": "quoted"}).json()
    assert [each["question"] for each in asked] == ["低保多少钱"]
    assert reader.get(f"{INSIGHTS}/report.xlsx", params=DAYS).content[:2] == b"PK"
    page = reader.get(f"{INSIGHTS}/report.html", params=DAYS)
    assert (page.status_code, CIVIL in page.text, "<script" in page.text) == (200, True, False)
    assert reader.get(INSIGHTS, params={"since": "2026-12-01", "until": "2026-11-01"}).status_code == 422
    assert as_("热线戊").get(INSIGHTS).status_code == 403
    _, secret = KeyRing(own_library.store).make("联络员", [Role.LIAISON], department=CIVIL)
    liaison = as_("")
    headers = {"Authorization": f"Bearer {secret}"}
    own = liaison.get(INSIGHTS, params=DAYS, headers=headers).json()
    assert (own["asked"], [each["name"] for each in own["departments"]]) == (10, [CIVIL])
    others = {**DAYS, "department": "示范市医疗保障局"}
    lines = liaison.get(f"{INSIGHTS}/messages", params=others, headers=headers).json()
    assert {each["department"] for each in lines} == {CIVIL}
