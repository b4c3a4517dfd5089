"""What a process of the assistant needs in its environment before Rasa is imported."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time

DEFAULTS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OMP_NUM_THREADS": "2",
    "RASA_MAX_CACHE_SIZE": "0",
    "YIHAODA_ACTION_URL": "http://127.0.0.1:5055/webhook",
}


def prepare() -> None:
    """Set the defaults that the environment does not already set."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)


def quiet_logs() -> None:
    """Let warnings and errors through, no question's text: Rasa's debug lines carry it."""
    from rasa.utils.log_utils import configure_structlog

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    configure_structlog(logging.WARNING)


def progress(phase: str, done: int, total: int) -> None:
    """Tell on the error stream how far the work is; whoever started it reads the line."""
    sys.stderr.write(f"progress {phase} {done} {total}\n")
    sys.stderr.flush()


def end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody would ask for what it makes."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
