"""Two places that must agree: what is written down and what is there."""

from __future__ import annotations

import re
import string
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from api.settings import BridgeSettings
from policies.answering.inquiry import Outcome
from policies.settings import LibrarySettings
from policies.wording import _texts, say, section
from tests.conftest import ROOT


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def leaves(texts: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(texts, dict):
        for name, value in texts.items():
            yield from leaves(value, f"{path}.{name}" if path else str(name))
    elif isinstance(texts, list):
        for value in texts:
            yield from leaves(value, path)
    elif isinstance(texts, str):
        yield path, texts


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(targets) > 5
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_setting_is_in_the_example_and_every_example_is_a_setting() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = set(re.findall(r"^#? ?(YIHAODA_[A-Z_]+)=", example, re.M))
    fields = set(LibrarySettings.model_fields) | set(BridgeSettings.model_fields)
    assert shown == {f"YIHAODA_{name.upper()}" for name in fields} | {"YIHAODA_DEMO", "YIHAODA_VAR_DIR"}


def test_every_outcome_has_its_name_on_the_command_line() -> None:
    assert all(say(f"cli.outcome.{outcome.value}") for outcome in Outcome)


@pytest.mark.parametrize(("key", "text"), list(leaves(_texts())))
def test_every_text_is_chinese_and_can_be_filled_in(key: str, text: str) -> None:
    assert text.strip(), f"{key} is empty"
    bare = re.sub(r"\{[^}]*\}", "", text)
    if re.search(r"[A-Za-z]{4,}", bare):
        assert re.search(r"[一-鿿]", bare), f"{key} is not Chinese"
    if not key.startswith("page."):
        list(string.Formatter().parse(text))


def test_every_sentence_the_code_asks_for_is_there() -> None:
    asked = set()
    for name in tracked():
        if name.endswith(".py") and re.match(r"(policies|api|actions|deploy)/(?!setup)", name):
            asked |= set(re.findall(r'\bsay\(\s*"([a-z_.]+)"', (ROOT / name).read_text(encoding="utf-8")))
    assert len(asked) > 20
    known = {key for key, _ in leaves(_texts())}
    assert sorted(asked - known) == []


FORBIDDEN = {
    "a machine's path": re.compile(r"/(?:root|home|work|Users)/[\w.]"),
    "a registry's host": re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian", re.I),
    "a key": re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}"),
}


def test_the_repository_holds_no_secret_path_or_registry() -> None:
    for name in tracked():
        if name == "tests/test_repository.py" or not name.endswith(
            (
                ".py",
                ".md",
                ".yml",
                ".toml",
                ".lock",
                ".html",
                ".js",
                ".css",
                ".conf",
                "run",
                "Makefile",
                ".example",
            )
        ):
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        for what, pattern in FORBIDDEN.items():
            found = pattern.search(text)
            assert found is None, f"{name} holds {what}: {found.group(0) if found else ''}"


def test_no_template_shows_a_method_of_dict_for_a_text() -> None:
    """Jinja looks for an attribute first: `texts.update` is dict's method, `texts["update"]` the text."""
    methods = "|".join(name for name in dir(dict) if not name.startswith("_"))
    shown = re.compile(rf"\btexts(?:\.\w+)*\.(?:{methods})\b(?!\()")
    templates = [name for name in tracked() if "/templates/" in name]
    assert len(templates) > 40
    assert [name for name in templates if shown.search((ROOT / name).read_text(encoding="utf-8"))] == []


def test_every_text_of_a_staff_page_is_there() -> None:
    """Jinja shows nothing where a text is missing, and YAML takes the keys `on` and `no` for true and false."""
    missing = []
    for folder, called, texts in (
        ("api/admin/templates", "texts", section("admin")),
        ("api/admin/templates", "documents", section("documents")),
        ("api/desk/templates", "texts", section("desk")),
    ):
        for path in sorted((ROOT / folder).glob("*.html")):
            said = re.findall(rf"(?<![.\w]){called}\.([\w.]+)", path.read_text(encoding="utf-8"))
            for names in set(said):
                found: Any = texts
                for name in names.split("."):
                    found = found.get(name) if isinstance(found, dict) and not hasattr(dict, name) else found
                if found is None:
                    missing.append(f"{path.name}: {names}")
    assert missing == []


def test_no_file_holds_what_a_merge_left() -> None:
    marks = re.compile(rb"^(<{7} |>{7} |\|{7} )", re.M)
    assert [name for name in tracked() if marks.search((ROOT / name).read_bytes())] == []


def test_the_lock_files_carry_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "bot/requirements.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, re.M)
        assert len(packages) > 50
        assert text.count("--hash=sha256:") >= len(packages)
        assert "://" not in text
        assert "--index-url" not in text
        assert "--find-links" not in text


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {str((ROOT / name).parent) for name in tracked() if re.match(r"tests/.*\.py$", name)}
    assert [folder for folder in folders if not (ROOT / folder / "__init__.py").exists()] == []


def test_no_module_is_longer_than_anyone_wants_to_read() -> None:
    long = {}
    for name in tracked():
        if name.endswith(".py") and "/migrations/" not in name:
            lines = len((ROOT / name).read_text(encoding="utf-8").splitlines())
            if lines > 320:
                long[name] = lines
    assert long == {}


def test_every_picture_of_a_page_that_a_document_shows_is_in_the_repository() -> None:
    """Diagrams (.svg) are drawn by `make eval` beside its figures."""
    kept = set(tracked())
    for name in (name for name in kept if name.endswith(".md")):
        text = (ROOT / name).read_text(encoding="utf-8")
        for picture in re.findall(r"!\[[^\]]*\]\((?!https?:)([^)]+\.png)\)", text):
            path = (ROOT / name).parent.joinpath(picture).resolve().relative_to(ROOT.resolve()).as_posix()
            assert path in kept, f"{name} shows {picture}"
