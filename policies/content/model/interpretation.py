"""An official interpretation (政策解读)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policies.content.model.document import Disclosure


class InterpretationKind(StrEnum):
    """The forms of 政策解读."""

    TEXT = "文字解读"
    CHART = "图解"
    QA = "问答解读"
    EXPERT = "专家解读"
    AFTER = "施行后解读"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An official interpretation (政策解读) of one or more documents.

    `explains` holds identifiers of policies; `passages` are (heading, text) in order. `link_reason` says why an
    editor set what it explains, its kind and its day; they then stay when its file is read again. "" where the
    file alone speaks.
    """

    title: str
    kind: InterpretationKind
    passages: tuple[tuple[str, str], ...]
    explains: tuple[str, ...]
    id: str = ""
    issuer: str | None = None
    published_on: date | None = None
    source_url: str | None = None
    checksum: str = ""
    is_demo: bool = False
    disclosure: Disclosure = Disclosure.PUBLIC
    link_reason: str = ""
