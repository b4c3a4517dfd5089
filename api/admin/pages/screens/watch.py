"""The pages that tell how the service is doing."""

from __future__ import annotations

from api.admin.pages.audit import build_audit
from api.admin.pages.gaps import build_gaps
from api.admin.pages.insights import build_insights
from api.admin.pages.screen import ANYBODY, AUDITORS, EDITORS, WITH_LIAISONS, Screen

WATCH = (
    Screen(
        "gaps",
        "/gaps",
        WITH_LIAISONS,
        build_gaps,
        group="watch",
        does=dict.fromkeys(("gap_similar", "gap_draft", "gap_ignore", "gaps_find"), EDITORS),
    ),
    Screen("insights", "/insights", WITH_LIAISONS, build_insights, group="watch"),
    Screen("audit", "/audit", AUDITORS, build_audit, group="watch", does={"audit_verify": ANYBODY}),
)
