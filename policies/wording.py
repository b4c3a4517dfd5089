"""Every sentence that people see or hear: delivered in `wording.yml`, and in a site's own words where it has any."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from policies.layers import Layers
from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("wording.yml")


@cache
def _texts() -> dict[str, Any]:
    return dict(read_yaml(FILE))


def section(name: str) -> dict[str, Any]:
    """Return a whole section ("page", "answering.facets"), for who needs many of its texts.

    Raises:
        KeyError: no section has this name.
    """
    return dict(_found(name))


def say(key: str, **values: object) -> str:
    """Return the sentence at `key` ("section.name.name") with its `{values}` filled in.

    Raises:
        KeyError: no sentence stands at this key, or a value it needs is missing.
    """
    found = _found(key)
    if not isinstance(found, str):
        raise KeyError(key)
    return found.format(**values)


def delivered(key: str) -> str:
    """Return the sentence at a key as it was delivered, with its `{names}`.

    Raises:
        KeyError: no sentence stands at this key.
    """
    found = _walked(_texts(), key)
    if not isinstance(found, str):
        raise KeyError(key)
    return found


def sentences(name: str) -> Iterator[tuple[str, str]]:
    """Give the keys and delivered sentences of a section, in the order of the file; what stands in lists is left out."""
    yield from _leaves(_walked(_texts(), name), name)


def named_values(sentence: str) -> frozenset[str] | None:
    """Return the `{names}` of a sentence; None where its braces cannot be filled in."""
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        return None
    if any(spec or conversion for _, _, spec, conversion in parts):
        return None
    names = [name for _, name, _, _ in parts if name is not None]
    return frozenset(names) if all(name.isidentifier() for name in names) else None


def lay_over(owner: object, own: Mapping[str, str] | None) -> None:
    """Say sentences in a site's own words, by key, from now on; None ends it for this owner.

    A key that is not delivered any more, or with other `{names}`, is left out.
    """
    _LAYERS.lay(owner, dict(own) if own else None)


def _merged(layers: list[dict[str, str]]) -> dict[str, Any] | None:
    """Return the delivered texts with some of them replaced; None where none is."""
    if not layers:
        return None
    texts = deepcopy(_texts())
    for key, sentence in ChainMap(*reversed(layers)).items():
        *path, last = key.split(".")
        place: Any = texts
        for part in path:
            place = place.get(part) if isinstance(place, dict) else None
        before = place.get(last) if isinstance(place, dict) else None
        # One that names other values than the code fills in would break the answer it stands in.
        if isinstance(before, str) and named_values(before) == named_values(sentence):
            place[last] = sentence
    return texts


_LAYERS = Layers(_merged)


def _found(key: str) -> Any:
    return _walked(_LAYERS.merged or _texts(), key)


def _walked(texts: Any, key: str) -> Any:
    for part in key.split("."):
        texts = texts[part]
    return texts


def _leaves(texts: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(texts, dict):
        for name, value in texts.items():
            yield from _leaves(value, f"{key}.{name}")
    elif isinstance(texts, str):
        yield key, texts
