"""Pages in the words of schema.org, for search engines and assistive tools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policies.content.model import Department, Policy, QaPair, Status
from policies.wording import say

IN_FORCE = frozenset({Status.IN_FORCE, Status.AMENDED})


def service(base: str) -> dict[str, Any]:
    """Return our own page as a government service."""
    return _thing(
        "GovernmentService",
        name=f"{say('page.place')}{say('page.tagline')}",
        alternateName=say("page.title"),
        description=say("page.description"),
        url=f"{base}/",
        availableChannel={
            "@type": "ServiceChannel",
            "servicePhone": {"@type": "ContactPoint", "telephone": say("page.hotline")},
        },
    )


def legislation(base: str, policy: Policy, status: Status) -> dict[str, Any]:
    """Return a document."""
    force = "InForce" if status in IN_FORCE else "NotInForce"
    return _thing(
        "Legislation",
        name=policy.title,
        legislationIdentifier=policy.doc_number,
        legislationDate=policy.written_on and policy.written_on.isoformat(),
        legislationDateVersion=policy.effective_on and policy.effective_on.isoformat(),
        legislationLegalForce=f"https://schema.org/{force}",
        legislationPassedBy=policy.issuer and {"@type": "GovernmentOrganization", "name": policy.issuer},
        spatialCoverage=policy.region,
        inLanguage="zh-CN",
        url=f"{base}/policies/{policy.id}",
    )


def office(base: str, department: Department, pairs: Iterable[QaPair]) -> list[dict[str, Any]]:
    """Return a department, and its published questions as an FAQ page where it has some."""
    url = f"{base}/departments/{department.name}"
    found = [
        _thing(
            "GovernmentOffice",
            name=department.name,
            telephone=department.phone,
            address=department.address,
            openingHours=department.hours,
            areaServed=department.region,
            url=url,
        )
    ]
    asked = [
        {
            "@type": "Question",
            "name": pair.question,
            "acceptedAnswer": {"@type": "Answer", "text": pair.summary},
        }
        for pair in pairs
    ]
    return [*found, _thing("FAQPage", mainEntity=asked, url=url)] if asked else found


def _thing(kind: str, **facts: Any) -> dict[str, Any]:
    told = {name: value for name, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": kind, **told}
