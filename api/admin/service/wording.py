"""The sentences of the service, in the site's own words."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.service.schemas import ChangeOut, ReasonIn, Version, Why, router_of
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.staff import Admin, Auditor
from policies.answering.speaking import cut, speakable
from policies.content.service.sentences import Place, Sentence, Sentences, limit_of, place_of, refuse_unusable
from policies.wording import named_values, section

router = router_of("wording")
Key = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[a-z0-9_.]+$")]
Text = Annotated[str, StringConstraints(max_length=1000)]


class SentenceOut(BaseModel):
    """A sentence with both of its texts."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    place: Place
    delivered: str
    own: str | None = Field(description="The site's words; null where it has none.")
    text: str = Field(description="What is said.")
    version: int
    is_overtaken: bool = Field(
        description="What is delivered has changed since the site chose its own words."
    )


class SentenceIn(BaseModel):
    """Other words for a sentence."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(description="With the same {names} as the delivered sentence.")
    reason: Why
    version: Version = None


class TrialIn(BaseModel):
    """Words to be looked at."""

    model_config = ConfigDict(extra="forbid")

    text: Text


class SeenOut(BaseModel):
    """How a sentence appears, with examples of what is filled in."""

    place: Place
    shown: str
    turns: list[str] = Field(description="As a telephone reads it, turn by turn.")
    length: int
    limit: int


def sentences_of(bridge: Bridge) -> Sentences:
    """Return the sentences of the service."""
    return Sentences(bridge.library.service)


def sought(every: list[Sentence], text: str, place: Place | None, *, changed: bool) -> list[Sentence]:
    """Return the sentences that hold a text, appear in a place, or have words of the site's own."""
    words = text.split()
    return [
        each
        for each in every
        if all(word in each.text or word in each.delivered or word in each.key for word in words)
        and place in (None, each.place)
        and (not changed or each.own is not None)
    ]


def seen(key: str, text: str) -> SeenOut:
    """Return how a text would appear in the place of a sentence.

    Raises:
        InputError: it cannot.
    """
    refuse_unusable(key, text.strip())
    samples = section("admin.service.wording.samples")
    names = named_values(text) or frozenset()
    shown = text.strip().format(**{name: samples.get(name, samples["other"]) for name in names})
    turns, rest = [], speakable(shown)
    while rest:
        turn, rest = cut(rest)
        turns.append(turn)
    return SeenOut(place=place_of(key), shown=shown, turns=turns, length=len(shown), limit=limit_of(key))


@router.get("", responses=READING)
def list_sentences(
    bridge: BridgeDep,
    key: Auditor,
    text: Annotated[str, Query(max_length=100)] = "",
    place: Place | None = None,
    changed: Annotated[bool, Query(description="Only those in the site's own words")] = False,
) -> list[SentenceOut]:
    """List the sentences that citizens and callers read or hear."""
    found = sought(sentences_of(bridge).every(), text, place, changed=changed)
    return [SentenceOut.model_validate(each) for each in found]


@router.get("/{key_name}", responses=READING)
def read_sentence(key_name: Key, bridge: BridgeDep, key: Auditor) -> SentenceOut:
    """Return a sentence."""
    return SentenceOut.model_validate(sentences_of(bridge).find(key_name))


@router.get("/{key_name}/history", responses=READING)
def read_history(key_name: Key, bridge: BridgeDep, key: Auditor) -> list[ChangeOut]:
    """Return how a sentence was changed, newest first."""
    sentences_of(bridge).find(key_name)
    return [ChangeOut.model_validate(each) for each in sentences_of(bridge).history(key_name)]


@router.post("/{key_name}/preview", responses=WRITING)
def preview(key_name: Key, body: TrialIn, bridge: BridgeDep, key: Auditor) -> SeenOut:
    """Return how other words would appear; nothing is changed."""
    return seen(key_name, body.text)


@router.put("/{key_name}", responses=WRITING)
def save_sentence(key_name: Key, body: SentenceIn, bridge: BridgeDep, key: Admin) -> SentenceOut:
    """Say a sentence in other words; every process does within a second."""
    saved = sentences_of(bridge).save(key_name, body.text, key.name, body.reason, body.version)
    return SentenceOut.model_validate(saved)


@router.post("/{key_name}/restore", responses=WRITING)
def restore_sentence(key_name: Key, body: ReasonIn, bridge: BridgeDep, key: Admin) -> SentenceOut:
    """Say a sentence as it was delivered again."""
    return SentenceOut.model_validate(sentences_of(bridge).take_back(key_name, key.name, body.reason))
