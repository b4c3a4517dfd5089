"""The table of imports: who may know whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAY_IMPORT = {
    "policies": set(),
    "actions": {"policies"},
    "api": {"policies"},
    "bot": set(),
    "deploy": {"policies"},
}
OURS = set(MAY_IMPORT)
BOT_MAY_ALSO = {
    "rasa", "spacy", "jieba", "sklearn", "numpy", "scipy", "sanic", "yaml", "ruamel", "jsonschema", "aiohttp",
    "rich", "structlog", "sqlalchemy", "packaging", "psutil", "joblib",
}  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def files(package: str) -> list[Path]:
    return [path for path in sorted((ROOT / package).rglob("*.py")) if ".venv" not in path.parts]


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_only_what_the_table_allows(package: str) -> None:
    assert files(package)
    allowed = MAY_IMPORT[package] | {package}
    for path in files(package):
        for module in imports(path):
            top = module.partition(".")[0]
            assert top not in OURS or top in allowed, f"{path.relative_to(ROOT)} imports {module}"


def test_the_library_knows_nothing_of_rasa_or_http() -> None:
    """But for the one module through which optional helpers at an address are asked."""
    for path in files("policies"):
        tops = {module.partition(".")[0] for module in imports(path)}
        known = {"rasa", "rasa_sdk", "fastapi", "starlette", "httpx", "requests", "urllib3"}
        if path.relative_to(ROOT).as_posix() == "policies/helpers/address.py":
            known -= {"httpx"}
        assert not tops & known, path.relative_to(ROOT)


def test_the_models_of_a_site_are_loaded_only_where_it_has_one() -> None:
    """Their packages are extras: no module may need them to be imported."""
    heavy = {"onnxruntime", "tokenizers", "sentence_transformers"}
    for path in files("policies"):
        top_level = ast.parse(path.read_text(encoding="utf-8")).body
        names = [alias.name for node in top_level if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in top_level if isinstance(node, ast.ImportFrom)]
        assert not heavy & {name.partition(".")[0] for name in names}, path.relative_to(ROOT)


def test_the_bot_imports_only_what_its_own_environment_has() -> None:
    import sys

    for path in files("bot"):
        for module in imports(path):
            top = module.partition(".")[0]
            known = top in sys.stdlib_module_names or top in BOT_MAY_ALSO or top == "bot"
            assert known, f"{path.relative_to(ROOT)} imports {module}"
