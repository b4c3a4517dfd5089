"""How the service is set up, for looking at."""

from __future__ import annotations

from api.admin.pages.frame import Opened
from api.admin.service.overview import overview


async def build_settings(opened: Opened) -> None:
    """Show health, thresholds and configuration."""
    only_set = opened.request.query_params.get("set") == "1"
    found = await overview(opened.bridge)
    configured = [each for each in found.configured if each.is_set or not only_set]
    opened.part("overview", "settings.html", found=found, configured=configured, only_set=only_set)
