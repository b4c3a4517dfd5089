"""Secrets and signatures of webhooks, as Standard Webhooks 1.0 has them (standardwebhooks.com).

A secret is `whsec_` and 32 random bytes in base64. Signed is `id.timestamp.body` with HMAC-SHA256; the signature is
`v1,` and the digest in base64. In the store a secret is sealed with a key made from the service's own secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = "whsec_"
SECRET_BYTES = 32
_USE = b"yihaoda webhook secrets 1"


class Unsealable(Exception):
    """A sealed secret was sealed with another key: the service's secret has changed since."""


def new_secret() -> str:
    """Return a new secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers_of(secret: str, event_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers that go with a body.

    Args:
        secret: the receiver's, with its `whsec_`.
        event_id: stays the same however often the event is sent.
        timestamp: of this attempt, in seconds since 1970.
        body: exactly what is sent.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{event_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


class Seal:
    """Seals secrets for the store and opens them again."""

    def __init__(self, service_secret: str) -> None:
        """Derive the key from the service's own secret; another secret opens nothing."""
        derived = HKDF(SHA256(), length=32, salt=None, info=_USE).derive(service_secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def seal(self, secret: str) -> str:
        """Return a secret as it is stored."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return a stored secret.

        Raises:
            Unsealable: it was sealed with another key.
        """
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Unsealable from error
