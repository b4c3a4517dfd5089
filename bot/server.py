"""Start the assistant: `bot/.venv/bin/python -m bot.server --model var/models --port 5005`.

It listens on the loopback interface only, offers the bridge's channel and nothing else of Rasa's HTTP interface,
and refuses to start without a model or a secret (exit status 2).
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
from pathlib import Path
from typing import List, Optional

from bot.environment import prepare, quiet_logs

SHORTEST_SECRET = 16
RESPONSE_TIMEOUT_S = 30
HERE = Path(__file__).resolve().parent


def loopback(text: str) -> str:
    """Return `text` where it is a loopback address; raise argparse.ArgumentTypeError otherwise."""
    try:
        is_loopback = ipaddress.ip_address(text).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise argparse.ArgumentTypeError(f"{text} is not a loopback address; the assistant stays private")
    return text


def newest_model(path: Path) -> Optional[Path]:
    """Return `path` if it is a model file, the newest model of a folder, or None where there is none."""
    if path.is_file():
        return path
    return max(path.glob("*.tar.gz"), key=lambda each: each.stat().st_mtime, default=None)


def serve(model: Path, interface: str, port: int) -> None:
    """Run Rasa until it is stopped."""
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from bot import hotpath

    quiet_logs()
    hotpath.apply()
    serve_application(
        model_path=str(model),
        interface=interface,
        port=port,
        credentials=str(HERE / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(HERE / "endpoints.yml")),
        enable_api=False,
        response_timeout=RESPONSE_TIMEOUT_S,
    )


def main(arguments: Optional[List[str]] = None) -> int:
    """Read the command line, check what is needed, and serve."""
    parser = argparse.ArgumentParser(prog="bot.server", description=__doc__)
    parser.add_argument(
        "--model", type=Path, default=Path("var/models"), help="a model file, or a folder: its newest"
    )
    parser.add_argument("--interface", type=loopback, default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    chosen = parser.parse_args(arguments)
    if len(os.environ.get("YIHAODA_INTERNAL_SECRET", "")) < SHORTEST_SECRET:
        sys.stderr.write(f"YIHAODA_INTERNAL_SECRET must be set, {SHORTEST_SECRET} characters or more\n")
        return 2
    model = newest_model(chosen.model)
    if model is None:
        sys.stderr.write(f"no model at {chosen.model}: train one with python -m bot.train\n")
        return 2
    prepare()
    serve(model, chosen.interface, chosen.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
