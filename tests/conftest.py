"""What every test may use."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")

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
    trained = subprocess.run(
        [sys.executable, "-m", "deploy.preparing"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    log = folder / "log" / "training.log"
    assert trained.returncode == 0, (
        f"{trained.stdout}{trained.stderr}{log.read_text() if log.exists() else ''}"
    )
    (made,) = (folder / "model").glob("*.tar.gz")
    return made


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped at the end."""
    with empty_postgres() as url:
        yield url


@pytest.fixture
def second_postgres_url() -> Iterator[str]:
    """The address of another empty PostgreSQL database."""
    with empty_postgres() as url:
        yield url


@contextmanager
def empty_postgres() -> Iterator[str]:
    """Make an empty PostgreSQL database and drop it in the end."""
    admin = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"yihaoda_{uuid.uuid4().hex[:12]}"
    try:
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
    except sa.exc.OperationalError:
        missing("PostgreSQL", "no server answers at TEST_POSTGRES_URL (default 127.0.0.1:5432)")
    try:
        yield sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'library.db'}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    if not CHROMIUM.exists():
        missing("Chromium", "it is not installed (TEST_CHROMIUM names another path)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
