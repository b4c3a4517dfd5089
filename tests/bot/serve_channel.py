"""Run under bot/.venv: the bridge's channel before a handler that does what the message says."""

from __future__ import annotations

import socket
import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any

BridgeInput = import_module("bot.channel").BridgeInput
Sanic = import_module("sanic").Sanic


async def handle(message: Any) -> None:
    """Fail, stay silent, or repeat what arrived."""
    if message.text == "出错":
        raise RuntimeError("broken")
    if message.text != "沉默":
        found = {"text": message.text, "sender": message.sender_id, "metadata": message.metadata}
        await message.output_channel.send_custom_json(message.sender_id, found)


app = Sanic("channel", configure_logging=False)
app.ctx.agent = SimpleNamespace(is_ready=lambda: "--no-model" not in sys.argv, model_name="m.tar.gz")
app.blueprint(
    BridgeInput.from_credentials({"secret": sys.argv[1]}).blueprint(handle), url_prefix="/webhooks/bridge"
)
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
sys.stdout.write(f"{listener.getsockname()[1]}\n")
sys.stdout.flush()
app.run(sock=listener, access_log=False)
