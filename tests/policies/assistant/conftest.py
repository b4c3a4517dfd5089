"""Models without Rasa: files that stand for models, figures as `bot.crossval` writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from policies.assistant.folder import ModelFolder
from policies.assistant.model import Model
from policies.assistant.registry import Registry
from policies.content.store import Store

MADE = datetime(2026, 11, 23, 2, tzinfo=UTC)
Make = Callable[..., Model]


@pytest.fixture
def store(database_url: str) -> Store:
    """An empty store of each kind."""
    return Store.open(database_url)


@pytest.fixture
def registry(store: Store, tmp_path: Path) -> Registry:
    """The models of the store."""
    return Registry(store.engine, ModelFolder(tmp_path / "model"))


@pytest.fixture
def made(registry: Registry, tmp_path: Path) -> Make:
    """Register a model with its file: its number, and what was measured."""

    def make(number: int, figures: dict[str, Any] | None = None, on: str = "same") -> Model:
        file = tmp_path / "cache" / f"assistant-{number}.tar.gz"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"model")
        inputs = file.with_name(f"assistant-{number}")
        inputs.mkdir(exist_ok=True)
        (inputs / "config.yml").write_text("recipe", encoding="utf-8")
        return registry.register(
            Model(
                registry.folder.adopt(file),
                MADE + timedelta(hours=number),
                "管理员",
                "r" * 16,
                "d" * 16,
                2_969,
                100,
                7.3,
                figures,
                on if figures else None,
            )
        )

    return make


def figures(macro: float, emergency: float, **intents: float) -> dict[str, Any]:
    """Return a report with macro F1, the recall of emergencies, and the F1 of other intents."""
    rows = {"emergency": emergency, **intents}
    return {
        "examples": 100,
        "macro_f1": macro,
        "weighted_f1": macro,
        "per_intent": {
            name: {"precision": share, "recall": share, "f1-score": share, "support": 40}
            for name, share in rows.items()
        },
        "confusions": [],
    }
