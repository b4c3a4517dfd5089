"""The trainer: a process of its own that does what it is asked for, one thing after the other.

    .venv/bin/python -m policies.assistant.trainer

It holds a lease as long as it lives, so that there is one at a time, and so that its death is noticed. Ended while it
works, it ends what it does; what was killed shows as lost as soon as the lease is over.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from datetime import timedelta
from types import FrameType
from uuid import uuid4

import structlog
from sqlalchemy.exc import SQLAlchemyError

from policies.assistant.doing import Doing
from policies.assistant.folder import ModelFolder
from policies.assistant.model import Run, State
from policies.assistant.registry import Registry
from policies.assistant.runs import TRAINER, Runs
from policies.assistant.working import Progress, StepFailed, Steps, Stopped
from policies.cli.console import quiet_logs
from policies.content.lease import Leases
from policies.content.store import Store
from policies.errors import LibraryError
from policies.settings import LibrarySettings

ALIVE = timedelta(seconds=20)
PAUSE_S = 2.0
log = structlog.get_logger("policies.assistant.trainer")


class Trainer:
    """Does the runs of a store."""

    def __init__(self, store: Store, settings: LibrarySettings) -> None:
        self._settings = settings
        self._store = store
        self._holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"
        self._leases = Leases(store.engine, self._holder)
        self.runs = Runs(store.engine)
        self.registry = Registry(store.engine, ModelFolder(settings.var_dir / "model"))
        self._is_ending = threading.Event()

    def serve(self) -> None:
        """Do what is asked for, until told to end."""
        while not self._is_ending.is_set():
            try:
                if self.do_next():
                    continue
            except (LibraryError, SQLAlchemyError, OSError) as error:
                log.error("trainer_failed", error=type(error).__name__)
            self._is_ending.wait(PAUSE_S)
        self.release()

    def stop(self) -> None:
        """End soon: what is being done is ended and noted as lost."""
        self._is_ending.set()

    def release(self) -> None:
        """Let another trainer take over at once."""
        self._leases.release(TRAINER)

    def do_next(self) -> bool:
        """Do what waits longest; False where nothing waits or another trainer lives."""
        if not self._leases.hold(TRAINER, ALIVE):
            return False
        self.runs.settle()
        self.registry.point()
        run = self.runs.take(self._holder)
        if run is None:
            return False
        self._do(run)
        return True

    def _do(self, run: Run) -> None:
        steps = Steps(self._settings, lambda progress: self._told(run, progress))
        doing = Doing(self._store, self._settings, self.registry, steps)
        try:
            found = doing.do(run)
        except Stopped:
            state = State.LOST if self._is_ending.is_set() else State.CANCELLED
            self.runs.end(run.id, state)
        except StepFailed as failed:
            self.runs.end(run.id, State.FAILED, result={"reason": failed.reason})
        except Exception as error:  # whatever it is, the next run shall have its turn
            log.error("run_failed", run=run.id, error=type(error).__name__)
            self.runs.end(run.id, State.FAILED, result={"reason": "broken", "error": type(error).__name__})
        else:
            self.runs.end(run.id, State.DONE, result=found.result, model_id=found.model_id)

    def _told(self, run: Run, progress: Progress) -> bool:
        goes_on = self.runs.tell(run.id, progress.phase, progress.done, progress.total, progress.log)
        return self._leases.hold(TRAINER, ALIVE) and goes_on and not self._is_ending.is_set()


def main() -> int:
    """Serve until the process is told to end; returns the exit status."""
    quiet_logs()
    settings = LibrarySettings()
    store = Store.open(settings.resolved_database_url())
    trainer = Trainer(store, settings)

    def end(_signal: int, _frame: FrameType | None) -> None:
        trainer.stop()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        trainer.serve()
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
