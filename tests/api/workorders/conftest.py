"""A library with work orders of its own for each module, and people of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from policies.content.keys import KeyRing, Role
from policies.content.model import Department
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.api.content import fill
from tests.databases import laid_out

ORDERS, OF_HOTLINE = "/api/v1/workorders", "/api/v1/hotline/workorders"
CIVIL, ROADS = "示范市民政局", "示范市城市管理局"
PEOPLE: dict[str, tuple[list[Role], str | None]] = {
    "坐席甲": ([Role.OPERATOR], None),
    "民政联络": ([Role.LIAISON], CIVIL),
    "城管联络": ([Role.LIAISON], ROADS),
    "审计丙": ([Role.AUDITOR], None),
    "管理丁": ([Role.ADMIN], None),
    "热线戊": ([Role.HOTLINE], None),
    "热线己": ([Role.HOTLINE], None),
    "编辑庚": ([Role.EDITOR], None),
    "编审辛": ([Role.EDITOR, Role.REVIEWER], None),
}
As = Callable[[str], TestClient]
Made = Callable[..., dict[str, Any]]
_KEYS = count()


@pytest.fixture(scope="module")
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("orders")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    with opened.store.writing() as write:
        write.department(Department(ROADS, ("市城管局",), phone="0531-88800002"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def secrets(own_library: Library) -> dict[str, str]:
    ring = KeyRing(own_library.store)
    return {
        name: ring.make(name, roles, department=department)[1] for name, (roles, department) in PEOPLE.items()
    }


@pytest.fixture(scope="module")
def client(own_library: Library) -> Iterator[TestClient]:
    app = create_app(settings_for(), own_library, today=lambda: TODAY)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def as_(client: TestClient, secrets: dict[str, str]) -> As:
    """Give a client that calls with a person's key; "" calls without one."""

    def person(name: str) -> TestClient:
        client.headers.pop("Authorization", None)
        if name:
            client.headers["Authorization"] = f"Bearer {secrets[name]}"
        return client

    return person


@pytest.fixture
def made(as_: As) -> Made:
    """Make an order as an operator, or as somebody else."""

    def make(name: str = "坐席甲", address: str = ORDERS, **changes: Any) -> dict[str, Any]:
        body = {
            "idempotency_key": f"order-{next(_KEYS):020d}",
            "kind": "complaint",
            "words": "老花镜补贴申请了三个月没人管，电话13800138000。",
            "region": "示范市云川区",
            **changes,
        }
        answer = as_(name).post(address, json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    return make


@pytest.fixture
def do(as_: As) -> Made:
    """Do something to an order, on its newest version, and return it; `status` is what is expected."""

    def done(name: str, number: str, deed: str, status: int = 200, **body: Any) -> dict[str, Any]:
        if deed != "urge" and "version" not in body:
            body["version"] = as_("管理丁").get(f"{ORDERS}/{number}").json()["version"]
        answer = as_(name).post(f"{ORDERS}/{number}/{deed}", json=body)
        assert answer.status_code == status, answer.text
        return dict(answer.json())

    return done
