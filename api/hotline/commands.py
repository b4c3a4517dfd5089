"""What a caller says about the call itself: read on, say it again, spell it, slower, goodbye."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from policies.wording import section

_NOT_A_WORD = re.compile(r"[\W_]+")
# What is said around a command and does not change it.
_AROUND = re.compile("[嗯啊呃哦哎喂请您你吧呢呀吗好麻烦]")


class Command(StrEnum):
    """What a caller may want of the call; the words stand in `wording.yml` under `hotline.commands`."""

    CONTINUE = "continue"
    REPEAT = "repeat"
    SPELL = "spell"
    SLOWER = "slower"
    GOODBYE = "goodbye"


def command_of(text: str) -> Command | None:
    """Return the command that an utterance is as a whole, said once or in several ways, if it is one."""
    said = _core(text)
    return next((command for command, words in _commands() if words.fullmatch(said)), None)


@cache
def _commands() -> list[tuple[Command, re.Pattern[str]]]:
    said = section("hotline.commands")
    return [
        (command, re.compile(f"(?:{'|'.join(_core(words) for words in said[command.value])})+"))
        for command in Command
    ]


def _core(text: str) -> str:
    return _AROUND.sub("", _NOT_A_WORD.sub("", text))
