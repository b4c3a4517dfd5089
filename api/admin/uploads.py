"""Uploaded files: written into a folder of their own under a safe name, and gone afterwards."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from fastapi import UploadFile

from policies.errors import InputError

LONGEST_NAME = 120
_UNSAFE = re.compile(r"[\x00-\x1f/\\:*?\"<>|]")


@contextmanager
def kept_for_a_while(files: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """Give the files' paths, in their order, each under the name it was sent with.

    Raises:
        InputError: a file has no name.
    """
    with tempfile.TemporaryDirectory(prefix="yihaoda-upload-") as folder:
        paths = []
        for number, file in enumerate(files):
            place = Path(folder) / str(number)
            place.mkdir()
            path = place / _safe(file.filename or "")
            path.write_bytes(file.file.read())
            paths.append(path)
        yield paths


def _safe(name: str) -> str:
    last = _UNSAFE.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(". ")
    if not last:
        raise InputError(name, "upload_without_name")
    stem, suffix = Path(last).stem, Path(last).suffix
    return f"{stem[: LONGEST_NAME - len(suffix)]}{suffix}"
