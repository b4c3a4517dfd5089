"""The sentences that citizens and callers read or hear, in a site's own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from policies.content.service.settings import Kind, ServiceSettings, Setting
from policies.errors import InputError, NotFound
from policies.wording import delivered, named_values, sentences

# Where each section's sentences appear; what lies under a longer name goes by that.
SECTIONS = (
    "answering",
    "hotline",
    "desk.copied",
    "page",
    "api.degraded",
    "api.rest",
    "api.waits",
    "api.problems",
)
# Pressed or said back to us, these are understood by their words; the last is read by operators alone.
UNDERSTOOD = frozenset(
    {
        "answering.choices.none_of_these",
        "answering.choices.handoff",
        "answering.notices.districts",
        "hotline.person",
        "page.chat.person",
        "page.chat.none_of_these_text",
        "hotline.pressed",
    }
)
SPEECH_LONGEST = 120
LONGEST, SHORTEST_LIMIT, TIMES = 400, 80, 3
NOT_SAID = re.compile(r"[<>〈〉《》()（）\[\]【】〔〕*#_|\\]|https?://|www\.", re.IGNORECASE)
NUMBERS = re.compile(r"\d{3,}")
EMERGENCY = "answering.routes.emergency"


class Place(StrEnum):
    """Where a sentence appears."""

    CARD = "card"
    SPEECH = "speech"
    SMS = "sms"
    PAGE = "page"
    PROBLEM = "problem"


class SentenceNotFound(NotFound):
    """No sentence of the service has this key, or it is not one that a site words for itself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with both of its texts.

    Attributes:
        key: where it stands in the wording.
        place: where it appears.
        delivered: as it comes with the product.
        own: in the site's words; None where it has none.
        version: how often it was changed.
        is_overtaken: what is delivered has changed since the site chose its own words.
        by: who changed it last, if anybody.
    """

    key: str
    place: Place
    delivered: str
    own: str | None = None
    version: int = 0
    is_overtaken: bool = False
    by: Setting | None = None

    @property
    def text(self) -> str:
        """What is said."""
        return self.delivered if self.own is None else self.own


class Sentences:
    """Looking sentences up and changing them."""

    def __init__(self, settings: ServiceSettings) -> None:
        """Keep a site's words among the settings."""
        self._settings = settings

    def every(self) -> list[Sentence]:
        """Return all sentences in the order in which they are delivered."""
        changed = {each.name: each for each in self._settings.current(Kind.WORDING)}
        return [_sentence(key, text, changed.get(key)) for key, text in _known()]

    def find(self, key: str) -> Sentence:
        """Return a sentence.

        Raises:
            SentenceNotFound: there is none with this key.
        """
        text = _text_of(key)
        history = self._settings.history(Kind.WORDING, key)
        return _sentence(key, text, history[0] if history else None)

    def history(self, key: str) -> list[Setting]:
        """Return how a sentence was changed, newest first."""
        return self._settings.history(Kind.WORDING, key)

    def save(self, key: str, text: str, actor: str, why: str, expected: int | None = None) -> Sentence:
        """Say a sentence in other words from now on.

        Raises:
            SentenceNotFound: there is none with this key.
            InputError: the text cannot stand in its place, or no reason is given.
        """
        before, text = _text_of(key), text.strip()
        refuse_unusable(key, text)
        if text == before:
            raise InputError("text", "sentence_same")
        value = {"text": text, "delivered": before}
        return _sentence(key, before, self._settings.save(Kind.WORDING, key, value, actor, why, expected))

    def take_back(self, key: str, actor: str, why: str) -> Sentence:
        """Say a sentence as it was delivered again.

        Raises:
            SettingNotFound: the site has no words of its own for it.
            InputError: no reason is given.
        """
        text = _text_of(key)
        return _sentence(key, text, self._settings.take_back(Kind.WORDING, key, actor, why))


def refuse_unusable(key: str, text: str) -> None:
    """Check whether a text can stand in the place of a sentence.

    Raises:
        InputError: it is empty or too long, names other values than the code fills in, cannot be spoken where it is
            spoken, or leaves out a number to call in an emergency.
    """
    before = _text_of(key)
    if not text:
        raise InputError("text", "sentence_empty")
    if any(unicodedata.category(char) == "Cc" and char != "\n" for char in text):
        raise InputError("text", "sentence_control")
    wanted, found = named_values(before), named_values(text)
    if found is None:
        raise InputError("text", "sentence_braces")
    if wanted is not None and found != wanted:
        names = "、".join(f"{{{name}}}" for name in sorted(wanted)) or "—"
        raise InputError("text", "sentence_values", names=names)
    most = limit_of(key)
    if len(text) > most:
        raise InputError("text", "sentence_long", most=most, length=len(text))
    if place_of(key) is Place.SPEECH and (mark := NOT_SAID.search(text)):
        raise InputError("text", "sentence_not_said", mark=mark[0])
    if key.startswith(EMERGENCY):
        missing = set(NUMBERS.findall(before)) - set(NUMBERS.findall(text))
        if missing:
            raise InputError("text", "sentence_numbers", numbers="、".join(sorted(missing)))


def limit_of(key: str) -> int:
    """Return how many characters a sentence may have: what is heard one turn, what is read some times what is delivered."""
    if place_of(key) is Place.SPEECH:
        return SPEECH_LONGEST
    return min(LONGEST, max(SHORTEST_LIMIT, TIMES * len(_text_of(key))))


def place_of(key: str) -> Place:
    """Return where a sentence appears."""
    if key.startswith("hotline.") or key.rpartition(".")[2].startswith("speech"):
        return Place.SPEECH
    if key.startswith("desk.copied."):
        return Place.SMS
    if key.startswith("api.problems."):
        return Place.PROBLEM
    return Place.PAGE if key.startswith("page.") else Place.CARD


def own_words(settings: Iterable[Setting]) -> dict[str, str]:
    """Return a site's words among settings, by key."""
    return {
        each.name: each.value["text"]
        for each in settings
        if each.kind is Kind.WORDING and each.value is not None
    }


def _known() -> Iterator[tuple[str, str]]:
    for section in SECTIONS:
        yield from ((key, text) for key, text in sentences(section) if key not in UNDERSTOOD)


def _text_of(key: str) -> str:
    is_ours = any(key == each or key.startswith(f"{each}.") for each in SECTIONS)
    try:
        text = delivered(key) if is_ours and key not in UNDERSTOOD else None
    except (KeyError, TypeError):
        text = None
    if text is None:
        raise SentenceNotFound(key)
    return text


def _sentence(key: str, text: str, last: Setting | None) -> Sentence:
    value: dict[str, str] = (last.value if last is not None else None) or {}
    return Sentence(
        key=key,
        place=place_of(key),
        delivered=text,
        own=value.get("text"),
        version=last.version if last is not None else 0,
        is_overtaken=value.get("delivered", text) != text,
        by=last,
    )
