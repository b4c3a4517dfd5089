"""Start the assistant: `bot/.venv/bin/python -m bot.server --model var/model --port 5005`.

Given a folder it serves the model that was chosen there, and goes over to another one when another is chosen, without
a turn being lost. It listens on the loopback interface only, offers the bridge's channel and nothing else of Rasa's HTTP interface,
and refuses to start without a model or a secret (exit status 2).
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
from pathlib import Path
from typing import Any, List, Optional

from bot.environment import prepare, quiet_logs
from bot.model_folder import chosen

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


def serve(model: Path, interface: str, port: int, folder: Optional[Path] = None) -> None:
    """Run Rasa with a model until it is stopped; it follows what is chosen in `folder`, where there is one."""
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from bot import hotpath
    from bot.swapping import Follower

    follower = Follower(folder) if folder is not None else None

    async def follow(app: Any, _: Any) -> None:
        app.ctx.follower = follower
        if follower is not None:
            app.add_task(follower.follow(app.ctx.agent))

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
        server_listeners=[(follow, "after_server_start")],
    )


def main(arguments: Optional[List[str]] = None) -> int:
    """Read the command line, check what is needed, and serve."""
    parser = argparse.ArgumentParser(prog="bot.server", description=__doc__)
    parser.add_argument(
        "--model",
        type=Path,
        default=Path("var/model"),
        help="a model file, or a folder: what is chosen there",
    )
    parser.add_argument("--interface", type=loopback, default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    told = parser.parse_args(arguments)
    if len(os.environ.get("YIHAODA_INTERNAL_SECRET", "")) < SHORTEST_SECRET:
        sys.stderr.write(f"YIHAODA_INTERNAL_SECRET must be set, {SHORTEST_SECRET} characters or more\n")
        return 2
    model = chosen(told.model)
    if model is None:
        sys.stderr.write(f"no model at {told.model}: train one with python -m bot.train\n")
        return 2
    prepare()
    serve(model, told.interface, told.port, told.model if told.model.is_dir() else None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
