"""What a text tells of itself as an interpretation (政策解读): whether it is one, of which form, of what."""

from __future__ import annotations

import re

from policies.content.model import InterpretationKind
from policies.ingest.citations import mentions

_TITLE = re.compile(
    r"(?:解读补充|解读|图解|答记者问|政策问答|问答)\s*(?:[(（][^()（）]*[)）])?$|^(?:一图读懂|图解|政策解读|问答)"
)
_FORMS: tuple[tuple[str, InterpretationKind], ...] = (
    (r"图解|一图|图说", InterpretationKind.CHART),
    (r"施行后|实施后|解读补充", InterpretationKind.AFTER),
    (r"专家", InterpretationKind.EXPERT),
    (r"问答|答记者问", InterpretationKind.QA),
)


def is_interpretation(title: str) -> bool:
    """Tell an interpretation by its title."""
    return bool(_TITLE.search(title.strip()))


def form_of(title: str) -> InterpretationKind:
    """Return the form that a title names; 文字解读 where it names none."""
    return next((form for words, form in _FORMS if re.search(words, title)), InterpretationKind.TEXT)


def explained(title: str, body: str) -> tuple[str, ...]:
    """Return the 文号 of what is explained: named in the title, or in the body beside the title's 《…》."""
    named = [mention for mention in mentions(title) if mention.doc_number or mention.title]
    numbers = [mention.doc_number for mention in named if mention.doc_number]
    for mention in mentions(body):
        if mention.doc_number and mention.title and _is_same(mention.title, title):
            numbers.append(mention.doc_number)
    return tuple(dict.fromkeys(numbers))


def _is_same(cited: str, title: str) -> bool:
    """Whether the interpretation's title holds the cited title, or the title inside 《》 is part of it."""
    inside = re.search(r"《(.+)》", title)
    return cited in title or (inside is not None and inside[1] in cited)
