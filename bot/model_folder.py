"""The folder of models that a server starts from: the files, and which of them was chosen.

`active` names the model that is to answer. Whoever activates a model writes it; a server reads it when it starts and
again and again while it serves, so that a restart and a swap lead to the same model.
"""

from __future__ import annotations

from pathlib import Path
from typing import Optional

POINTER = "active"
SUFFIX = ".tar.gz"


def chosen(path: Path) -> Optional[Path]:
    """Return `path` where it is a model file; of a folder the model that was chosen, else its newest; None without one."""
    if path.is_file():
        return path
    return pointed_at(path) or max(
        path.glob(f"*{SUFFIX}"), key=lambda each: each.stat().st_mtime, default=None
    )


def pointed_at(folder: Path) -> Optional[Path]:
    """Return the model that a folder's pointer names; None where there is no pointer, or its model is not there."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    path = folder / f"{Path(name).name}{SUFFIX}"
    return path if name and path.is_file() else None
