"""Parts of the pages of staff as HTML, everything escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from policies.clock import CHINA
from policies.wording import say


def environment(folder: Path, **known: Any) -> Environment:
    """Return what renders the templates of a folder; `known` is there in every one, with `say` and China's `zone`."""
    made = Environment(loader=FileSystemLoader(folder), autoescape=select_autoescape(default=True))
    made.globals.update(say=say, zone=CHINA, **known)
    return made
