"""What every test may use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from policies.content.accounts import passwords
from tests.databases import POSTGRES, PostgresDatabase, PostgresDatabases, laid_out

if TYPE_CHECKING:
    from tests.desk.site import DeskSite

pytest_plugins = ["tests.workers"]

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"

CHROMIUM = Path(os.environ.get("TEST_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Properties are tried on the same examples each time, so that a commit is not judged by luck; `make fuzz` looks further.
FUZZ = int(os.environ.get("FUZZ", "1"))
settings.register_profile("repeatable", derandomize=FUZZ == 1, max_examples=100 * FUZZ)
settings.load_profile("repeatable")

# What Playwright says when it waited in vain; nothing else is tried again.
STARVED = ["TimeoutError", "Locator expected to", "Page expected to"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files with a browser run last: while Playwright is open no other test can have an event loop of its own.

    A browser that a busy machine starved gets one more chance; what needed it is named at the end of the run.
    """
    with_browser = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    for item in with_browser:
        item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=STARVED))
    files = {item.path for item in with_browser}
    items.sort(key=lambda item: item.path in files)


def missing(what: str, reason: str) -> None:
    """Skip the test by name and reason; fail it where all services are required."""
    text = f"{what}: {reason}"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"REQUIRE_SERVICES=1, but {text}")
    pytest.skip(text)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents and questions; skips the test where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("real data: the folder ../shared/data is not beside the project")
    return SHARED_DATA


@pytest.fixture(scope="session")
def bot_python() -> Path:
    """Rasa's own interpreter; skips the test where that environment could not be made."""
    python = ROOT / "bot" / ".venv" / "bin" / "python"
    if not python.exists():
        missing("Rasa", "bot/.venv is not there (make setup needs a Python 3.10 for it)")
    return python


@pytest.fixture(scope="session")
def model(bot_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assistant trained for the demonstration library, as `make train` trains it, unless it is there already."""
    assert bot_python.exists()
    folder = tmp_path_factory.mktemp("training")
    environment = {
        **os.environ,
        "YIHAODA_DATABASE_URL": f"sqlite:///{folder / 'library.db'}",
        "YIHAODA_VAR_DIR": str(folder),
    }
    (ROOT / "var").mkdir(exist_ok=True)
    with FileLock(ROOT / "var" / "training.lock"):  # whoever comes second finds the model
        trained = subprocess.run(
            [sys.executable, "-m", "deploy.preparing"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
    log = folder / "log" / "training.log"
    assert trained.returncode == 0, (
        f"{trained.stdout}{trained.stderr}{log.read_text() if log.exists() else ''}"
    )
    (made,) = (folder / "model").glob("*.tar.gz")
    return made


COSTLY = passwords._HASHER


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Somebody signs in in hundreds of tests, and argon2 takes a tenth of a second by design."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture
def costly_passwords(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """Passwords as the service keeps them, where the test is about that."""
    monkeypatch.setattr(passwords, "_HASHER", COSTLY)
    return COSTLY


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    """The databases of this run on the PostgreSQL server, whether it is there or not."""
    databases = PostgresDatabases(POSTGRES)
    yield databases
    databases.close()


@pytest.fixture
def postgres(postgres_databases: PostgresDatabases) -> Iterator[PostgresDatabase]:
    """A PostgreSQL database that this test has for itself."""
    with _one_of(postgres_databases) as database:
        yield database


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> Iterator[str]:
    """The address of another PostgreSQL database, bare: without tables."""
    with _one_of(postgres_databases) as database:
        yield database.bare()


@contextmanager
def _one_of(databases: PostgresDatabases) -> Iterator[PostgresDatabase]:
    with ExitStack() as stack:
        try:
            database = stack.enter_context(databases.one())
        except sa.exc.OperationalError:
            missing("PostgreSQL", "no server answers at TEST_POSTGRES_URL (default 127.0.0.1:5432)")
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind: all its tables are there, without content."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres").laid_out())
    return laid_out(tmp_path / "library.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind as a site's first start finds it: without tables."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'bare.db'}"


@pytest.fixture(scope="session")
def desk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """The service with pages of staff; NiceGUI allows one a process."""
    from tests.desk.site import opened_site

    with opened_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    if not CHROMIUM.exists():
        missing("Chromium", "it is not installed (TEST_CHROMIUM names another path)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
