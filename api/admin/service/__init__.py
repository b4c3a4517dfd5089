"""What administrators set for the whole service, over HTTP."""

from __future__ import annotations

from api.admin.service import banners, masks, overview, retention, switches, wording

ROUTERS = (
    overview.router,
    wording.router,
    retention.router,
    masks.router,
    switches.router,
    banners.router,
)
