from __future__ import annotations

import base64

import pytest

from api.webhooks.signing import PREFIX, Seal, Unsealable, headers_of, new_secret
from tests.api.webhooks.receiver import documented_verify

# The example of the specification's own Python library.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EVENT, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_signature_is_the_one_of_the_standard() -> None:
    assert headers_of(SECRET, EVENT, AT, BODY) == {
        "webhook-id": EVENT,
        "webhook-timestamp": str(AT),
        "webhook-signature": SIGNATURE,
    }


def test_the_documented_receiver_takes_what_is_genuine_and_new_and_nothing_else() -> None:
    verify = documented_verify()
    headers = headers_of(SECRET, EVENT, AT, BODY)

    def takes(headers: dict[str, str], body: bytes = BODY, secret: str = SECRET, now: int = AT) -> bool:
        return verify(secret, headers, body, now)  # type: ignore[call-arg]

    assert takes(headers)
    assert takes({**headers, "webhook-signature": f"v1,AAAA {SIGNATURE}"})
    assert takes(headers, now=AT + 299)
    assert not takes(headers, now=AT + 301)
    assert not takes(headers, body=BODY + b" ")
    assert not takes(headers, secret=new_secret())
    for signature in ("签名", "v1,ÿ", "v1,\udcff"):
        assert not takes({**headers, "webhook-signature": signature})
        assert takes({**headers, "webhook-signature": f"{signature} {SIGNATURE}"})
    for timestamp in ("9" * 5_000, "-1", "１６１４２６５３３０", ""):
        assert not takes({**headers, "webhook-timestamp": timestamp})
    assert not takes(headers, now=0)
    for name in headers:
        assert not takes({key: value for key, value in headers.items() if key != name})
        assert not takes({**headers, name: "1"})


def test_a_secret_is_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    assert all(each.startswith(PREFIX) and len(base64.b64decode(each[6:])) == 32 for each in made)


def test_a_sealed_secret_opens_with_the_same_service_only() -> None:
    seal, secret = Seal("a" * 32), new_secret()
    sealed = seal.seal(secret)
    assert secret not in sealed
    assert secret[6:] not in sealed
    assert Seal("a" * 32).open(sealed) == secret
    for other in (Seal("b" * 32).open, lambda _: seal.open("nonsense")):
        with pytest.raises(Unsealable):
            other(sealed)
