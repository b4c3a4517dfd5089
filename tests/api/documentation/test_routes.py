"""The interface's description."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.documentation.routes import is_installed


def test_the_documentation_page_loads_nothing_from_elsewhere(alone: TestClient) -> None:
    page = alone.get("/docs")
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!doctype", "")
    if is_installed():
        for path in ("/docs/docs.js", "/docs/assets/swagger-ui-bundle.js", "/docs/assets/swagger-ui.css"):
            assert path in page.text or path == "/docs/docs.js"
            assert alone.get(path).status_code == 200
    else:
        assert page.url.path == "/openapi.json"


def test_every_operation_of_the_description_has_a_problem_and_an_example(alone: TestClient) -> None:
    described = alone.get("/openapi.json").json()
    assert "Problem" in described["components"]["schemas"]
    assert "HTTPValidationError" not in described["components"]["schemas"]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            for status, response in operation["responses"].items():
                if status in ("400", "404", "413", "415", "422"):
                    assert list(response["content"]) == ["application/problem+json"], (method, path, status)
    message = described["components"]["schemas"]["MessageIn"]
    assert message["examples"][0]["text"]
