"""Settings: read from the environment, refused when unsafe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from api.settings import BridgeSettings, complaint, load_settings
from tests.api.conftest import SECRET, settings_for
from tests.conftest import ROOT

PROVIDER = {"oidc_issuer": "https://id.example.gov.cn"}


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment and a `.env` without any setting of ours."""
    for name in BridgeSettings.model_fields:
        monkeypatch.delenv(f"YIHAODA_{name.upper()}", raising=False)
    monkeypatch.setitem(BridgeSettings.model_config, "env_file", tmp_path / ".env")
    return monkeypatch


def test_settings_come_from_the_environment(clean: pytest.MonkeyPatch) -> None:
    clean.setenv("YIHAODA_INTERNAL_SECRET", SECRET)
    clean.setenv("YIHAODA_PORT", "8123")
    clean.setenv("YIHAODA_EMBED_ORIGINS", "https://a.example.gov.cn, https://b.example.gov.cn")
    settings = load_settings()
    assert settings.port == 8123
    assert settings.embed_origins == ("https://a.example.gov.cn", "https://b.example.gov.cn")


def test_without_a_secret_the_bridge_does_not_start(clean: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=r"YIHAODA_INTERNAL_SECRET 没有设置.*make setup"):
        load_settings()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"internal_secret": "short"}, "太短或太简单"),
        ({"internal_secret": "x" * 64}, "太短或太简单"),
        ({"rasa_url": "http://rasa.example.com:5005"}, "没有加密"),
        ({"rasa_url": "http://8.8.8.8:5005"}, "没有加密"),
        ({"rasa_url": "127.0.0.1:5005"}, "不是有效的"),
        ({"action_url": "ftp://127.0.0.1/webhook"}, "不是有效的"),
        ({"embed_origins": "*"}, "通配符"),
        ({"embed_origins": "https://*.gov.cn"}, "通配符"),
        ({"embed_origins": "https://a.gov.cn/path"}, "站点来源"),
        ({"embed_origins": "https://a.gov.cn;script-src"}, "站点来源"),
        ({"rasa_timeout_s": 0}, "不符合要求"),
        ({"port": 70_000}, "不符合要求"),
        ({"oidc_client_id": None, **PROVIDER, "oidc_client_secret": "s"}, "去掉 YIHAODA_OIDC_ISSUER"),
        ({"oidc_client_secret": " ", **PROVIDER, "oidc_client_id": "c"}, "去掉 YIHAODA_OIDC_ISSUER"),
    ],
)
def test_an_unsafe_setting_is_refused_with_its_name_and_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        settings_for(**changes)
    told = complaint(caught.value)
    assert f"YIHAODA_{next(iter(changes)).upper()}" in told
    assert reason in told


def test_what_the_example_shows_is_what_holds_where_nothing_is_set(clean: pytest.MonkeyPatch) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    head, _, rest = example.partition("YIHAODA_INTERNAL_SECRET=")
    examples = set(re.findall(r"YIHAODA_[A-Z_]+(?=[ ,:])", head)) - {"YIHAODA_INTERNAL_SECRET"}
    clean.setenv("YIHAODA_INTERNAL_SECRET", SECRET)
    usual = load_settings()
    shown = re.findall(r"^# (YIHAODA_([A-Z_]+))=(.*)$", rest, re.M)
    ours = [(name, field.lower(), value) for name, field, value in shown if hasattr(usual, field.lower())]
    assert len(ours) > 30
    for name, field, value in ours:
        if not value:
            assert not getattr(usual, field), name
        elif name not in examples:
            clean.setenv(name, value)
            assert getattr(load_settings(), field) == getattr(usual, field), name


def test_a_provider_needs_all_that_proves_who_asks_it() -> None:
    with pytest.raises(ValidationError) as caught:
        settings_for(**PROVIDER)
    told = complaint(caught.value).splitlines()
    assert [line.split("，就要同时设置 ")[1].split("，")[0] for line in told[1:]] == [
        "YIHAODA_OIDC_CLIENT_ID",
        "YIHAODA_OIDC_CLIENT_SECRET",
    ]
    assert settings_for(**PROVIDER, oidc_client_id="c", oidc_client_secret="s").oidc_client_id == "c"
    assert settings_for(oidc_client_id="").oidc_issuer is None


def test_a_refusal_never_shows_the_secret() -> None:
    with pytest.raises(ValidationError) as caught:
        settings_for(internal_secret="my-short-secret")
    assert "my-short-secret" not in complaint(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:5005/", "http://10.0.0.7:5005", "http://rasa:5005", "https://r.example.com"]
)
def test_private_and_encrypted_addresses_are_taken(url: str) -> None:
    assert settings_for(rasa_url=url).rasa_url == url.rstrip("/")
