"""Makes both environments and the shared secret. Needs nothing but Python's standard library.

    python3 deploy/setup.py            both environments
    python3 deploy/setup.py --no-bot   only the modern one: the service then answers in simple mode

What is there already and up to date is left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BOT_VENV = ROOT / "bot" / ".venv"
UV_VERSION = "0.13.9"
SECRET_NAME = "YIHAODA_INTERNAL_SECRET"  # noqa: S105


def main() -> int:
    """Set up what is missing; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--no-bot", action="store_true", help="leave the Rasa environment out")
    arguments = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls this may have an older one
        print(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 setup"
        )
        return 1
    make_environment()
    make_secret()
    if arguments.no_bot:
        return 0
    return make_bot_environment()


def make_environment() -> None:
    """Make `.venv` from `requirements.lock` and put the project's own packages into it."""
    lock, project = ROOT / "requirements.lock", ROOT / "pyproject.toml"
    if is_current(VENV, lock, project):
        return
    say("environment", ".venv: installing (about a minute)")
    if not (VENV / "bin" / "python").exists():
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    python = str(VENV / "bin" / "python")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}")
    sync(python, lock)
    run(
        uv(),
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--no-deps",
        "--no-build-isolation",
        "-e",
        str(ROOT),
    )
    mark_current(VENV, lock, project)


def make_bot_environment() -> int:
    """Make `bot/.venv` with Python 3.10; without one, say what that means and how to mend it."""
    lock = ROOT / "bot" / "requirements.lock"
    if is_current(BOT_VENV, lock):
        return 0
    interpreter = find_python310()
    if interpreter is None:
        print(
            "\nNo Python 3.10 was found, which Rasa needs (looked for: python3.10, pyenv, uv's own download).\n"
            "The service runs without it in simple mode: the library answers, Rasa does not lead the conversation.\n"
            "To have it: install Python 3.10 (pyenv install 3.10), or name one: BOT_PYTHON=/path/to/python3.10 make setup\n"
        )
        return 1 if os.environ.get("REQUIRE_SERVICES") == "1" else 0
    say("environment", f"bot/.venv: installing Rasa with {interpreter} (2.7 GB, one to three minutes)")
    run(uv(), "venv", "--quiet", "--clear", "--python", interpreter, str(BOT_VENV))
    sync(str(BOT_VENV / "bin" / "python"), lock)
    mark_current(BOT_VENV, lock)
    return 0


def find_python310() -> str | None:
    """Return a Python 3.10 that really runs, or None.

    Looked for in this order: `BOT_PYTHON`, `python3.10` on the path, pyenv's, uv's own download.
    """
    for candidate in candidates():
        if is_python310(candidate):
            return candidate
    say("environment", "no Python 3.10 on this machine: asking uv to download one")
    downloaded = subprocess.run(
        [uv(), "python", "install", "--quiet", "3.10"], check=False, capture_output=True, timeout=600
    )
    if downloaded.returncode != 0:
        return None
    found = subprocess.run(
        [uv(), "python", "find", "--managed-python", "3.10"], check=False, capture_output=True, text=True
    )
    path = found.stdout.strip()
    return path if path and is_python310(path) else None


def candidates() -> Iterator[str]:
    """Give the places where a Python 3.10 may be."""
    if os.environ.get("BOT_PYTHON"):
        yield os.environ["BOT_PYTHON"]
    on_path = shutil.which("python3.10")
    if on_path:
        yield on_path
    for root in filter(None, (os.environ.get("PYENV_ROOT"), pyenv_root(), str(Path.home() / ".pyenv"))):
        yield from map(str, sorted(Path(root, "versions").glob("3.10*/bin/python"), reverse=True))


def pyenv_root() -> str | None:
    """Return what pyenv says its root is, or None where there is no pyenv."""
    pyenv = shutil.which("pyenv")
    if pyenv is None:
        return None
    return subprocess.run([pyenv, "root"], check=False, capture_output=True, text=True).stdout.strip() or None


def is_python310(path: str) -> bool:
    """Tell whether this interpreter runs and is a 3.10; a pyenv shim may exist and still fail."""
    try:
        answer = subprocess.run(
            [path, "-c", "import sys, venv; print(sys.version_info[:2] == (3, 10))"],
            check=False, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    except OSError:
        return False
    return answer.stdout.strip() == "True"


def make_secret() -> None:
    """Write a fresh secret for the talk between the processes into `.env`, readable by its owner only."""
    path = ROOT / ".env"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if any(line.startswith(f"{SECRET_NAME}=") and line.partition("=")[2].strip() for line in lines):
        return
    kept = [line for line in lines if not line.startswith(f"{SECRET_NAME}=")]
    text = "\n".join([*kept, f"{SECRET_NAME}={secrets.token_urlsafe(32)}", ""])
    descriptor = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    path.with_suffix(".new").replace(path)
    say("secret", ".env: a new shared secret")


def sync(python: str, lock: Path) -> None:
    """Install exactly what a lock file names, hashes checked."""
    run(uv(), "pip", "sync", "--quiet", "--require-hashes", "--python", python, str(lock))


def uv() -> str:
    """Return the uv of our own environment."""
    return str(VENV / "bin" / "uv")


def fingerprint(files: tuple[Path, ...]) -> str:
    """Return a digest of the files' contents."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def is_current(environment: Path, *files: Path) -> bool:
    """Tell whether an environment was made from these very files."""
    stamp = environment / "made-from"
    python = environment / "bin" / "python"
    return stamp.exists() and python.exists() and stamp.read_text().strip() == fingerprint(files)


def mark_current(environment: Path, *files: Path) -> None:
    """Remember what an environment was made from."""
    (environment / "made-from").write_text(fingerprint(files) + "\n")


def run(*command: str) -> None:
    """Run a command; end with its exit status where it fails."""
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        print(f"set-up failed: {Path(command[0]).name} ended with {done.returncode}; see the lines above")
        sys.exit(done.returncode)


def say(part: str, text: str) -> None:
    """Show what is being done."""
    print(f"{part:<12} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
