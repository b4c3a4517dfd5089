"""Passwords: what is accepted, how they are kept and compared. argon2id with the library's own parameters."""

from __future__ import annotations

import secrets
from functools import cache
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from policies.errors import InputError

SHORTEST, LONGEST = 10, 128
FEWEST_KINDS = 5
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GENERATED_CHARS = 20
_HASHER = PasswordHasher()
# One comparison takes 64 MiB: so many run at a time, and guessing cannot fill the memory.
_ROOM = Semaphore(2)


def accepted(password: str, login: str) -> str:
    """Return a password that may be used.

    Raises:
        InputError: it is too short or too long, has too few different characters, or holds the login.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError("password", "password_length", least=SHORTEST, most=LONGEST)
    if len(set(password)) < FEWEST_KINDS or login in password.lower():
        raise InputError("password", "password_simple", kinds=FEWEST_KINDS)
    return password


def generated() -> str:
    """Return a random password without characters that are easily confused; 115 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(GENERATED_CHARS))


def hashed(password: str) -> str:
    """Return what is stored."""
    with _ROOM:
        return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the stored one; takes as long where there is none to compare with."""
    with _ROOM:
        try:
            _HASHER.verify(stored or _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Tell whether a stored hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash(generated())
