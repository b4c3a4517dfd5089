"""The assistant starts on loopback only, with a secret and a model."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pytest

from bot import model_folder, server


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "localhost", ""])
def test_an_address_that_is_not_loopback_is_refused(address: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        server.loopback(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_loopback_is_accepted(address: str) -> None:
    assert server.loopback(address) == address


@pytest.mark.parametrize("secret", ["", "short"])
def test_it_does_not_start_without_a_proper_secret(
    secret: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIHAODA_INTERNAL_SECRET", secret)
    assert server.main([]) == 2
    assert "YIHAODA_INTERNAL_SECRET" in capsys.readouterr().err


def test_it_does_not_start_without_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIHAODA_INTERNAL_SECRET", "a-secret-that-is-long-enough")
    assert server.main(["--model", str(tmp_path)]) == 2
    assert "bot.train" in capsys.readouterr().err


def test_the_newest_model_of_a_folder_is_taken(tmp_path: Path) -> None:
    for number, name in enumerate(["old", "new"]):
        (tmp_path / f"{name}.tar.gz").touch()
        os.utime(tmp_path / f"{name}.tar.gz", (number, number))
    assert model_folder.chosen(tmp_path) == tmp_path / "new.tar.gz"


def test_the_chosen_model_goes_before_the_newest(tmp_path: Path) -> None:
    for number, name in enumerate(["old", "new"]):
        (tmp_path / f"{name}.tar.gz").touch()
        os.utime(tmp_path / f"{name}.tar.gz", (number, number))
    (tmp_path / "active").write_text("old\n", encoding="utf-8")
    assert model_folder.chosen(tmp_path) == tmp_path / "old.tar.gz"


@pytest.mark.parametrize("named", ["", "gone", "../elsewhere/old"])
def test_a_choice_that_names_no_model_of_the_folder_is_none(tmp_path: Path, named: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "old.tar.gz").touch()
    (tmp_path / "models" / "new.tar.gz").touch()
    (tmp_path / "models" / "active").write_text(named, encoding="utf-8")
    assert model_folder.pointed_at(tmp_path / "models") is None
    assert model_folder.chosen(tmp_path / "models") == tmp_path / "models" / "new.tar.gz"
