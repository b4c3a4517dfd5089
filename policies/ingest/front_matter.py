"""The YAML front matter of a markdown document: "---", keys, "---"."""

from __future__ import annotations

import re

import yaml

from policies.errors import UnreadableFile

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)(?:\n|^)---[ \t]*(?:\n|$)", re.DOTALL | re.MULTILINE)


def take_front_matter(text: str, name: str) -> tuple[dict[str, str | tuple[str, ...]], str]:
    """Return (values by key as printed, the text after the front matter); no values where there is none.

    Raises:
        UnreadableFile: "front_matter_broken" where it is no list of keys and values; `name` is what
            the error calls the file.
    """
    found = _FENCED.match(text)
    if found is None:
        return {}, text
    try:
        # BaseLoader leaves every scalar as printed: dates and numbers are read here, not by YAML.
        loaded = yaml.load(found["yaml"], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        raise UnreadableFile(name, "front_matter_broken", line=line) from error
    if not isinstance(loaded, dict):
        if loaded in (None, ""):
            return {}, text[found.end() :]
        raise UnreadableFile(name, "front_matter_broken", line=2)
    return {str(key): _value(value, name) for key, value in loaded.items() if value not in ("", None)}, text[
        found.end() :
    ]


def _value(value: object, name: str) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(item.strip() for item in value if item.strip())
    raise UnreadableFile(name, "front_matter_broken", line=2)
