"""The commands that use a site's models, with a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policies.__main__ import build_app
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from tests.policies.helpers.model_server import ModelServer, model_server


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), list(arguments), catch_exceptions=False)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as state:
        yield state


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "library.db"
    store = Store.open(f"sqlite:///{path}")
    store.save_pair(QaPair("社会保障卡丢了怎么补办", "到网点补办。", id="lost", state=PairState.PUBLISHED))
    store.save_pair(QaPair("居住证怎么签注", "到派出所。", id="stay", state=PairState.PUBLISHED))
    store.close()
    return str(path)


def test_vectors_are_waited_for(database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIHAODA_DENSE_URL", server.url)
    monkeypatch.setenv("YIHAODA_DENSE_MODEL", "m")
    result = run("vectors", "--database", database)
    assert result.exit_code == 0, result.output
    assert "全部 2 个问法都有了向量" in result.output
    assert len(server.inputs()) == 2


def test_a_model_that_does_not_answer_is_told(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.status = 500
    monkeypatch.setenv("YIHAODA_DENSE_URL", server.url)
    monkeypatch.setenv("YIHAODA_DENSE_MODEL", "m")
    result = run("vectors", "--patience", "1", "--database", database)
    assert result.exit_code == 1
    assert "还缺 2" in result.output


def test_without_a_model_the_command_says_so(database: str) -> None:
    result = run("vectors", "--database", database)
    assert result.exit_code == 2
    assert "没有配置向量模型" in result.output


def test_a_model_proposes_for_one_pair_or_for_all(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply = lambda body: (
        "社保卡找不到了咋补" if "社会保障卡" in body["messages"][1]["content"] else "居住证咋续"
    )
    monkeypatch.setenv("YIHAODA_CHAT_URL", server.url)
    monkeypatch.setenv("YIHAODA_CHAT_MODEL", "qwen")
    one = run("propose", "--pair", "lost", "--model", "--database", database)
    assert one.exit_code == 0, one.output
    assert "社保卡找不到了咋补" in one.output
    assert "由模型拟" in one.output
    every = run("propose", "--all", "--model", "--database", database)
    assert "居住证咋续" in every.output
    assert len(server.received) == 2
