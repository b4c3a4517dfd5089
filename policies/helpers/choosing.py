"""Which helpers the settings name; what they name wrongly is refused before anybody asks."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from policies.errors import InputError
from policies.helpers.address import Address
from policies.helpers.chat_model import ChatModel
from policies.helpers.embedding import Embedder
from policies.helpers.embeddings_address import AddressEmbedder
from policies.helpers.onnx_model import OnnxEmbedder, onnx_file
from policies.helpers.settings import HelperSettings
from policies.helpers.torch_model import TorchEmbedder

Loading = Callable[[], Embedder]


def embedder_of(settings: HelperSettings, root: Path) -> Loading | None:
    """Return what loads the model that makes vectors, None where the site has none.

    Args:
        settings: the site's.
        root: a relative folder is taken from here.

    Raises:
        InputError: the address or the model cannot be meant, or a package is missing.
    """
    name, prefixes = settings.dense_model, settings.prefixes()
    if settings.dense_url:
        address = Address(settings.dense_url, settings.dense_key, "YIHAODA_DENSE_URL")
        if not name:
            raise InputError("YIHAODA_DENSE_MODEL", "helper_without_model")
        return lambda: AddressEmbedder(address, name, prefixes, settings.dense_timeout_s)
    if not name:
        return None
    folder = root / name
    if onnx_file(folder) is not None:
        _demand("onnxruntime", "tokenizers", extra="dense")
        return lambda: OnnxEmbedder(folder, prefixes)
    _demand("sentence_transformers", extra="dense-torch")
    return lambda: TorchEmbedder(str(folder) if folder.is_dir() else name, prefixes)


def chat_model_of(settings: HelperSettings) -> ChatModel | None:
    """Return the site's chat model, None where it has none.

    Raises:
        InputError: the address cannot be meant, or no model is named.
    """
    if not settings.chat_url:
        return None
    if not settings.chat_model:
        raise InputError("YIHAODA_CHAT_MODEL", "helper_without_model")
    address = Address(settings.chat_url, settings.chat_key, "YIHAODA_CHAT_URL")
    return ChatModel(address, settings.chat_model)


def _demand(*packages: str, extra: str) -> None:
    for package in packages:
        if find_spec(package) is None:
            raise InputError("YIHAODA_DENSE_MODEL", "helper_missing_package", package=package, extra=extra)
