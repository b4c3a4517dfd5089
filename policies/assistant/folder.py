"""The folder of models: their files, what each was trained on, and the name of the one that answers.

    active                    the name of the model that answers; servers follow it
    assistant-….tar.gz        a model
    assistant-…/              what it was trained on, for measuring it later

Everything is written beside its place first and put there in one step.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from policies.errors import InputError

POINTER = "active"
SUFFIX = ".tar.gz"


class ModelFolder:
    """The models of one machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, name: str) -> Path:
        """Return where a model's file is, or would be."""
        return self.path / f"{name}{SUFFIX}"

    def inputs(self, name: str) -> Path:
        """Return where is kept what a model was trained on."""
        return self.path / name

    def has(self, name: str) -> bool:
        """Tell whether a model's file is there."""
        return self.file(name).is_file()

    def adopt(self, made: Path) -> str:
        """Take a model and what it was trained on in from another folder; return its name."""
        name = made.name.removesuffix(SUFFIX)
        self.path.mkdir(parents=True, exist_ok=True)
        inputs = made.with_name(name)
        if inputs.is_dir():
            fresh = self.path / f"{name}.new"
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(inputs, fresh)
            shutil.rmtree(self.inputs(name), ignore_errors=True)
            fresh.replace(self.inputs(name))
        copied = self.path / f"{made.name}.new"
        shutil.copyfile(made, copied)
        copied.replace(self.file(name))
        return name

    def drop(self, name: str) -> None:
        """Delete a model's file and what it was trained on."""
        self.file(name).unlink(missing_ok=True)
        shutil.rmtree(self.inputs(name), ignore_errors=True)

    def pointed_at(self) -> str | None:
        """Return the name of the model that servers follow; None where none was chosen."""
        try:
            return (self.path / POINTER).read_text(encoding="utf-8").strip() or None
        except OSError:
            return None

    def point(self, name: str) -> None:
        """Let servers follow another model.

        Raises:
            InputError: the folder cannot be written to.
        """
        if self.pointed_at() == name:
            return
        fresh = self.path / f"{POINTER}.{os.getpid()}.new"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            fresh.write_text(name, encoding="utf-8")
            fresh.replace(self.path / POINTER)
        except OSError as error:
            raise InputError(str(self.path), "cannot_write") from error
