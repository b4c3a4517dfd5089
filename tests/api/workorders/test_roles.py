"""Every address of the work orders for every role, with a key and without."""

from __future__ import annotations

import pytest

from tests.api.workorders.conftest import OF_HOTLINE, ORDERS, PEOPLE, As

DEPARTMENTS = {"民政联络", "城管联络"}
DESK = {"坐席甲", "管理丁"}
WORKERS, READERS = DESK | DEPARTMENTS, DESK | DEPARTMENTS | {"审计丙"}
HOTLINES = {"热线戊", "热线己", "管理丁"}
MATRIX: dict[tuple[str, str], set[str]] = {
    ("GET", ORDERS): READERS,
    ("POST", ORDERS): DESK,
    ("GET", f"{ORDERS}/export"): READERS,
    ("GET", f"{ORDERS}/{{number}}"): READERS,
    ("PATCH", f"{ORDERS}/{{number}}"): DESK,
    ("GET", f"{ORDERS}/{{number}}/contact"): DESK,
    ("POST", f"{ORDERS}/{{number}}/assign"): DESK,
    ("POST", f"{ORDERS}/{{number}}/status"): WORKERS,
    ("POST", f"{ORDERS}/{{number}}/urge"): DESK,
    ("POST", f"{ORDERS}/{{number}}/reply"): WORKERS,
    ("POST", f"{ORDERS}/{{number}}/call-back"): DESK,
    ("POST", f"{ORDERS}/{{number}}/close"): DESK,
    ("POST", f"{ORDERS}/{{number}}/draft"): WORKERS,
    ("POST", OF_HOTLINE): HOTLINES,
    ("GET", f"{OF_HOTLINE}/{{number}}"): HOTLINES,
    ("POST", f"{OF_HOTLINE}/{{number}}/urge"): HOTLINES,
}


def test_the_matrix_names_every_address_of_work_orders(as_: As) -> None:
    described = as_("").get("/openapi.json").json()["paths"]
    there = {
        (method.upper(), path)
        for path, operations in described.items()
        if path.startswith((ORDERS, OF_HOTLINE))
        for method in operations
    }
    assert there == MATRIX.keys()


@pytest.mark.parametrize(("method", "address"), MATRIX)
def test_an_address_lets_in_whom_the_matrix_names_and_nobody_else(as_: As, method: str, address: str) -> None:
    filled = address.format(number="GD20261123-9999")
    assert as_("").request(method, filled).status_code == 401
    for name in PEOPLE:
        refused = as_(name).request(method, filled).status_code in (401, 403)
        assert refused is (name not in MATRIX[method, address]), name
