"""What a call begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from policies.content.service.banners import CALLS, Banner, shown
from policies.wording import say


def opening(banners: Sequence[Banner], moment: datetime) -> str:
    """Return what is announced to callers at a moment, the gravest first, then the greeting."""
    told = (each.said for each in shown(banners, moment, CALLS))
    return "".join(
        [
            *(each if each.endswith(("。", "！", "？")) else f"{each}。" for each in told),
            say("hotline.greeting"),
        ]
    )
