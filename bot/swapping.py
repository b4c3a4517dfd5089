"""Another model while people talk: loaded beside the running one in a thread, exchanged in one step.

Turns that are under way end with the model they began with; the next one gets the new model. The conversations stay
where they are: store, locks and their trackers belong to the agent, which stays. A model that cannot be loaded changes
nothing: the running one goes on, and the state says which one failed.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from pathlib import Path
from typing import Any, Dict, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor

from bot.model_folder import pointed_at

logger = logging.getLogger(__name__)
PAUSE_S = 1.0
TRIAL = "你好"


class Follower:
    """Lets a server follow the pointer of its folder of models.

    Attributes:
        loading: the model that is being loaded now.
        failed: the model that was chosen and could not be loaded.
        took_s: how long the last exchange took, loading included.
    """

    def __init__(self, folder: Path, pause_s: float = PAUSE_S) -> None:
        """Follow `folder`, looking every `pause_s` seconds."""
        self._folder = folder
        self._pause_s = pause_s
        self.loading: Optional[str] = None
        self.failed: Optional[str] = None
        self.took_s: Optional[float] = None

    def state(self) -> Dict[str, Any]:
        """Return what the bridge is told of it."""
        return {"loading": self.loading, "failed": self.failed, "took_s": self.took_s}

    async def follow(self, agent: Agent) -> None:
        """Look again and again, for as long as the server runs."""
        while True:
            await asyncio.sleep(self._pause_s)
            path = pointed_at(self._folder)
            if path is not None and path.name not in (agent.model_name, self.failed):
                await self.swap(agent, path)

    async def swap(self, agent: Agent, path: Path) -> None:
        """Put the model at `path` in the running one's place; where it cannot be loaded, keep that and note it."""
        self.loading, began = path.name, time.monotonic()
        try:
            fresh = await _in_thread(load_beside, agent, path)
        except Exception as error:
            # The file's fault, whatever it is: the model that runs goes on.
            logger.error("model_not_loaded model=%s error=%s", path.name, type(error).__name__)
            self.failed = path.name
        else:
            exchange(agent, fresh)
            self.failed = None
            self.took_s = round(time.monotonic() - began, 2)
            logger.warning("model_swapped model=%s seconds=%s", path.name, self.took_s)
        finally:
            self.loading = None


def load_beside(agent: Agent, path: Path) -> MessageProcessor:
    """Return the model at `path`, ready for turns of `agent`'s conversations; it has understood one sentence.

    Raises what Rasa raises where the file is no model, or one that this server cannot run.
    """
    fresh = MessageProcessor(
        model_path=str(path),
        tracker_store=agent.tracker_store,
        lock_store=agent.lock_store,
        action_endpoint=agent.action_endpoint,
        generator=agent.nlg,
        http_interpreter=agent.http_interpreter,
    )
    asyncio.run(fresh.parse_message(UserMessage(TRIAL)))
    return fresh


def exchange(agent: Agent, fresh: MessageProcessor) -> None:
    """Let `fresh` answer every turn that begins from now on."""
    agent.processor = fresh
    agent.domain = fresh.domain
    agent.tracker_store.domain = fresh.domain
    if isinstance(agent.nlg, TemplatedNaturalLanguageGenerator):
        agent.nlg.responses = fresh.domain.responses


async def _in_thread(work: Any, *given: Any) -> Any:
    """Return what `work` returns, done in a thread of its own: it takes seconds, and it may end with the process."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Any] = loop.create_future()

    def run() -> None:
        try:
            found = work(*given)
        except BaseException as error:
            loop.call_soon_threadsafe(_fail, done, error)
        else:
            loop.call_soon_threadsafe(_succeed, done, found)

    threading.Thread(target=run, name="model", daemon=True).start()
    return await done


def _succeed(done: asyncio.Future[Any], found: Any) -> None:
    if not done.done():
        done.set_result(found)


def _fail(done: asyncio.Future[Any], error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)
