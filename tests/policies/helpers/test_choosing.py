from __future__ import annotations

from pathlib import Path

import pytest

from policies.errors import InputError
from policies.helpers import choosing
from policies.helpers.choosing import chat_model_of, embedder_of
from policies.helpers.embeddings_address import AddressEmbedder
from policies.helpers.settings import HelperSettings
from policies.wording import say


def refused(tmp_path: Path, **settings: str) -> InputError:
    with pytest.raises(InputError) as caught:
        embedder_of(HelperSettings(**settings), tmp_path)  # type: ignore[arg-type]
    assert say(f"errors.{caught.value.reason}", **caught.value.facts)
    return caught.value


def test_without_settings_there_is_no_helper(tmp_path: Path) -> None:
    assert embedder_of(HelperSettings(), tmp_path) is None
    assert chat_model_of(HelperSettings()) is None


def test_an_address_makes_vectors_by_the_name_of_its_model(tmp_path: Path) -> None:
    load = embedder_of(HelperSettings(dense_url="http://127.0.0.1:9/v1", dense_model="m"), tmp_path)
    assert load is not None
    assert isinstance(load(), AddressEmbedder)


def test_an_address_without_a_models_name_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, dense_url="http://127.0.0.1:9/v1").where == "YIHAODA_DENSE_MODEL"
    with pytest.raises(InputError):
        chat_model_of(HelperSettings(chat_url="http://127.0.0.1:9/v1"))


def test_a_model_whose_packages_are_missing_is_refused_with_the_extra_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "find_spec", lambda name: None)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.onnx").write_bytes(b"")
    assert refused(tmp_path, dense_model="model").facts["extra"] == "dense"
    assert refused(tmp_path, dense_model="somebody/some-model").facts["extra"] == "dense-torch"


def test_a_key_is_not_shown_with_the_settings() -> None:
    assert "geheim" not in repr(HelperSettings(dense_key="geheim", chat_key="geheim"))  # type: ignore[arg-type]
