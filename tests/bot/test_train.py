"""Training begins only where something has changed, and says what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import inputs, train


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small inputs, with a stand-in for the pipeline."""
    shutil.copy(root / "config.yml", tmp_path)
    shutil.copytree(root / "nlu_data" / "intents", tmp_path / "nlu_data" / "intents")
    shutil.copytree(root / "bot" / "domain", tmp_path / "bot" / "domain")
    shutil.copy(root / "bot" / "rules.yml", tmp_path / "bot")
    (tmp_path / "var" / "pipeline").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(inputs, "version", lambda name: "3.6.21")
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "config.yml",
        "nlu_data/intents/emergency.yml",
        "bot/domain/slots.yml",
        "bot/rules.yml",
        "var/pipeline/words.txt",
    ],
)
def test_a_change_of_any_input_changes_the_fingerprint(project: Path, path: str) -> None:
    before = inputs.fingerprint(None)
    with (project / path).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert inputs.fingerprint(None) != before


def test_the_exported_questions_and_rasa_belong_to_the_fingerprint(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs.fingerprint(None)
    pairs = project / "questions.yml"
    pairs.write_text("[]", encoding="utf-8")
    with_pairs = inputs.fingerprint(pairs)
    monkeypatch.setattr(inputs, "version", lambda name: "3.6.22")
    assert len({before, with_pairs, inputs.fingerprint(pairs)}) == 3


def test_an_unchanged_project_keeps_its_model_and_makes_it_the_newest(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = project / "models"
    out.mkdir()
    model = out / f"assistant-{inputs.fingerprint(None)}.tar.gz"
    model.touch()
    monkeypatch.setattr(train, "train_into", lambda *_: pytest.fail("trained again"))
    assert train.main(["--out", str(out)]) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_failed_training_leaves_no_model_and_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Path:
        raise RuntimeError("no room left")

    monkeypatch.setattr(train, "train_into", fail)
    assert train.main(["--out", str(project / "models")]) == 1
    assert "no room left" in capsys.readouterr().err
    assert list((project / "models").iterdir()) == []


def test_only_the_newest_models_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"assistant-{number}.tar.gz").touch()
    train.drop_old_models(tmp_path)
    assert len(list(tmp_path.iterdir())) == train.KEPT_MODELS


@pytest.mark.parametrize("missing", ["config.yml", "var/pipeline"])
def test_a_missing_input_is_named(project: Path, missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / missing
    path.rename(project / "elsewhere")
    assert train.main([]) == 2
    assert missing in capsys.readouterr().err


def test_a_malformed_export_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "questions.yml").write_text("- facet: why\n", encoding="utf-8")
    monkeypatch.setattr(train, "train_into", lambda out, name, pairs: train.add_questions(pairs, out))
    assert train.main(["--pairs", "questions.yml", "--out", "models"]) == 2
    assert "entry 1" in capsys.readouterr().err
