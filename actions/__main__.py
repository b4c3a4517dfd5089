"""Starts the action server: `python -m actions`."""

from __future__ import annotations

import ipaddress
import sys
import warnings

from actions.server import build_app
from actions.settings import ActionSettings
from policies.library import Library
from policies.settings import LibrarySettings


def main() -> None:
    """Serve until told to stop; the port never leaves this machine."""
    warnings.filterwarnings("ignore", message=r"(?s).*rasa_sdk might not be compatible")  # tested with 3.6.21
    settings = ActionSettings()
    if not ipaddress.ip_address(settings.host).is_loopback:
        sys.exit(f"YIHAODA_ACTION_URL={settings.action_url}: the action server listens on loopback only")
    library = Library.open(LibrarySettings())
    library.in_effect.start()
    library.warm()
    app = build_app(library, settings.internal_secret)
    app.run(
        host=settings.host,
        port=settings.port,
        single_process=True,
        motd=False,
        access_log=False,
    )


if __name__ == "__main__":
    main()
