"""What the page loads: light, self-contained, and without a sentence of its own."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from policies.answering.inquiry import Outcome
from policies.content.model import Status
from policies.wording import say, section

STATIC = Path(__file__).parents[2] / "api" / "widget" / "static"
MODULES = sorted(STATIC.rglob("*.js"))
SNIPPET = STATIC / "embed.js"
FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())
# What only staff load does not weigh on citizens.
OF_STAFF = {STATIC / "staff.css", *(STATIC / "desk").iterdir(), *(STATIC / "admin").iterdir()}
MOST_BYTES = 42_000
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*$", re.DOTALL | re.MULTILINE)
KEY = re.compile(
    r"""\b(?:t|entry)\(\s*"([\w.]+)"|(?:\?|:)\s*"((?:error|expire|expand|collapse|published|effective|speak|desk|live)\w+)\""""
)
TEXTS = section("page")["chat"]


def code_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def keys_used() -> set[str]:
    return {first or second for path in MODULES for first, second in KEY.findall(code_of(path))}


def at(key: str) -> object:
    found: object = TEXTS
    for part in key.split("."):
        assert isinstance(found, dict), key
        found = found[part]
    return found


def test_everything_for_citizens_together_weighs_less_than_forty_two_kilobytes_compressed() -> None:
    loaded = [path.read_bytes() for path in FILES if path not in OF_STAFF]
    assert sum(len(gzip.compress(content, mtime=0)) for content in loaded) < MOST_BYTES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_names_an_address_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|url\(\s*['\"]?//|@import", text)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_makes_markup_from_text_or_writes_styles(path: Path) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|\.style\b(?!\.setProperty\()|document\.write",
        code_of(path),
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_module_finds_what_it_imports(path: Path) -> None:
    for name in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8")):
        assert (path.parent / name).is_file(), name


def test_every_text_that_the_page_asks_for_is_written() -> None:
    used = keys_used()
    assert len(used) > 50
    for key in used:
        assert at(key), key


def test_every_text_written_for_the_chat_is_shown_somewhere() -> None:
    shown = {key.split(".")[0] for key in keys_used()}
    assert set(TEXTS) - shown == set()


def test_every_outcome_has_its_name() -> None:
    assert set(TEXTS["outcome"]) == {outcome.value for outcome in Outcome}


def test_every_status_has_its_badge() -> None:
    script = code_of(STATIC / "chat" / "card" / "standing.js")
    template = (STATIC.parent / "templates" / "_parts.html").read_text(encoding="utf-8")
    for status in Status:
        assert f"{status.value}: " in script
        assert f'"{status.value}": ' in template


def test_simple_mode_is_told_in_the_words_of_the_service() -> None:
    assert TEXTS["degraded"] == say("api.degraded")


def test_no_sentence_stands_in_the_code() -> None:
    statuses = "|".join(status.value for status in Status)
    for path in MODULES:
        assert not re.search(r"[一-鿿]", re.sub(statuses, "", code_of(path))), path.name
