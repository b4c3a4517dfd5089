"""Run the bridge: `python -m api`."""

from __future__ import annotations

import sys

import uvicorn

from api.listening import listen
from api.logs import configure_logs
from api.main import create_app
from api.settings import load_settings


def main() -> None:
    """Serve until told to stop."""
    settings = load_settings()
    configure_logs(settings.log_level, sys.stdout)
    config = uvicorn.Config(
        create_app(settings),
        log_config=None,
        access_log=False,
        server_header=False,
        # Whom to believe about addresses is a setting of ours (YIHAODA_TRUSTED_PROXIES); uvicorn would believe anyone on 127.0.0.1.
        proxy_headers=False,
        ws_max_size=settings.max_body_bytes,
    )
    uvicorn.Server(config).run(sockets=listen(settings.hosts, settings.port))


if __name__ == "__main__":
    main()
