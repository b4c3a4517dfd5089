"""Run the bridge: `python -m api`."""

from __future__ import annotations

import sys

import uvicorn

from api.logs import configure_logs
from api.main import create_app
from api.settings import load_settings


def main() -> None:
    """Serve until told to stop."""
    settings = load_settings()
    configure_logs(settings.log_level, sys.stdout)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=settings.max_body_bytes,
    )


if __name__ == "__main__":
    main()
