"""The words of the insights, and the charts: each leads to the questions behind it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from policies.content import tables
from tests.admin.conftest import As
from tests.admin.test_watching import ask
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e

# A day of its own.
DAY, NEXT = "2026-03-03", "2026-03-04"
MANY, FEW = "老花镜押金退不退", "风筝执照归谁发"


@pytest.fixture
def asked(desk_site: DeskSite) -> DeskSite:
    """The service, where on one day three people asked one thing and two another, and one on the next."""
    m = tables.MESSAGE
    with desk_site.library.store.engine.begin() as connection:
        connection.execute(sa.delete(m).where(m.c.question.in_((MANY, FEW))))
    for question, count in ((MANY, 3), (FEW, 2)):
        for _ in range(count):
            ask(desk_site, question, "示范市民政局")
    with desk_site.library.store.engine.begin() as connection:
        at = datetime(2026, 3, 3, 4, tzinfo=UTC)
        connection.execute(sa.update(m).where(m.c.question.in_((MANY, FEW))).values(asked_at=at))
    ask(desk_site, FEW, "示范市民政局")
    with desk_site.library.store.engine.begin() as connection:
        late = m.c.asked_at > datetime(2026, 3, 5, tzinfo=UTC)
        at = datetime(2026, 3, 4, 4, tzinfo=UTC)
        connection.execute(sa.update(m).where(m.c.question == FEW, late).values(asked_at=at))
    return desk_site


def opened(as_person: As, days: str = f"since={DAY}&until={NEXT}") -> Page:
    return as_person("bianji", f"/admin/insights?{days}")


def test_a_word_leads_to_its_questions_and_what_few_said_is_not_shown(as_person: As, asked: DeskSite) -> None:
    tab = opened(as_person, f"since={DAY}&until={DAY}")
    cloud = tab.locator("#cloud")
    expect(cloud.locator(".cloud")).to_contain_text("押金")
    expect(cloud).not_to_contain_text("风筝")
    cloud.locator(".cloud a", has_text="押金").first.click()
    expect(tab.locator("#lines tbody tr")).to_have_count(3)
    expect(tab.locator("#lines tbody")).not_to_contain_text(FEW)
    expect(tab.locator("#lines .narrowed")).to_contain_text("说到")
    tab.get_by_role("link", name="看全部").click()
    expect(tab.locator("#lines tbody tr")).to_have_count(5)


def test_a_bar_of_a_chart_narrows_to_what_it_shows(as_person: As, asked: DeskSite) -> None:
    tab = opened(as_person)
    bars = tab.locator(".chart-day svg path[fill='#0d5a55']")
    expect(bars).to_have_count(2)
    bars.nth(1).click()
    tab.wait_for_url(f"**day={NEXT}*")
    expect(tab.locator("#lines tbody tr")).to_have_count(1)
    tab.locator(".chart-outcome svg path[fill='#0d5a55']").first.click()
    tab.wait_for_url("**outcome=not_found*")
    expect(tab.locator("#lines tbody tr")).to_have_count(6)


def test_the_tables_lead_where_the_charts_lead(as_person: As, asked: DeskSite) -> None:
    tab = opened(as_person)
    tab.locator("#tables").get_by_role("link", name="示范市民政局").click()
    tab.wait_for_url("**department=*")
    expect(tab.locator("#lines tbody tr")).to_have_count(6)
    tab.locator("#tables summary", has_text="每日咨询量").click()
    tab.locator("#tables").get_by_role("link", name=DAY).click()
    tab.wait_for_url(f"**day={DAY}*")
    expect(tab.locator("#lines tbody tr")).to_have_count(5)
