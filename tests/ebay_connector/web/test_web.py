"""What every answer has in common: errors in one shape, headers, ids, and the UI beside the API."""

from collections.abc import AsyncIterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import httpx
import psycopg
import pytest
from anyio import BrokenResourceError
from fastapi import FastAPI, Query, Request
from pydantic import BaseModel
from starlette.types import Message, Receive, Scope, Send

from ebay_connector.errors import ProblemError
from ebay_connector.web.interface import Interface
from ebay_connector.web.middleware import ApiPrefix, Requests, SecurityHeaders
from ebay_connector.web.problems import add_problem_handlers


class Item(BaseModel):
    name: str
    quantity: int


def make_app(static: Path) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)

    @app.post("/items/{number}")
    async def add(number: int, item: Item) -> dict[str, int]:
        return {item.name: number}

    @app.get("/items")
    async def items(limit: Annotated[int, Query(ge=1)] = 1) -> int:
        return limit

    @app.get("/expected")
    async def expected() -> None:
        raise ProblemError(409, "taken", "That is taken. Take another.", {"Retry-After": "7"})

    @app.get("/unexpected")
    async def unexpected(request: Request) -> None:
        raise RuntimeError(f"secret of {request.url}")

    @app.get("/database")
    async def database() -> None:
        raise psycopg.OperationalError("the server closed the connection unexpectedly")

    app.router.default = Interface(static)
    add_problem_handlers(app)
    app.add_middleware(Requests)
    app.add_middleware(SecurityHeaders, https=True)
    app.add_middleware(ApiPrefix)
    return app


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>the page</title>")
    (folder / "assets" / "index-abc123.js").write_text("let x")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
async def client(static: Path) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(make_app(static), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client


HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize("prefix", ["", "/api"])
async def test_every_path_stands_at_the_root_and_under_api(client: httpx.AsyncClient, prefix: str) -> None:
    assert (await client.get(f"{prefix}/items?limit=3")).json() == 3
    assert (await client.post(f"{prefix}/items/7", json={"name": "a", "quantity": 1})).json() == {"a": 7}


@pytest.mark.parametrize("prefix", ["", "/api"])
@pytest.mark.parametrize(
    ("method", "path", "status", "code", "detail"),
    [
        ("GET", "/nothing", 404, "not_found", "There is nothing at {path}."),
        ("POST", "/nothing", 404, "not_found", "There is nothing at {path}."),
        ("DELETE", "/items", 405, "method_not_allowed", "{path} does not answer to DELETE."),
        ("GET", "/expected", 409, "taken", "That is taken. Take another."),
        (
            "GET",
            "/database",
            503,
            "database_unavailable",
            "The database does not answer at the moment. Nothing was changed; try again in a few seconds.",
        ),
    ],
)
async def test_errors_have_one_shape(
    client: httpx.AsyncClient, prefix: str, method: str, path: str, status: int, code: str, detail: str
) -> None:
    answer = await client.request(method, prefix + path)
    assert answer.status_code == status
    assert answer.json() == {"detail": detail.format(path=prefix + path), "code": code}


async def test_an_errors_own_headers_are_sent(client: httpx.AsyncClient) -> None:
    assert (await client.get("/expected")).headers["Retry-After"] == "7"


async def test_wrong_input_names_each_field(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items/seven", json={"name": 3})
    assert answer.status_code == 422
    body = answer.json()
    assert body["code"] == "invalid_request"
    assert [error["field"] for error in body["errors"]] == ["number", "name", "quantity"]
    assert body["detail"] == "number must be a whole number. name must be a text. quantity is missing."


@pytest.mark.parametrize(
    ("method", "path", "content", "sentence"),
    [
        ("POST", "/items/7", "{", "The request's body is not valid JSON."),
        ("POST", "/items/7", "", "body is missing."),
        ("POST", "/items/7", "[]", "body must be an object."),
        ("GET", "/items?limit=abc", "", "limit must be a whole number."),
        ("GET", "/items?limit=0", "", "limit must be 1 or more."),
        ("GET", f"/items?limit={'9' * 5000}", "", "limit must be a smaller number."),
    ],
)
async def test_wrong_input_is_said_in_a_sentence(
    client: httpx.AsyncClient, method: str, path: str, content: str, sentence: str
) -> None:
    answer = await client.request(method, path, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert answer.json()["detail"] == sentence


async def test_what_nobody_expected_is_told_with_an_id_and_without_details(client: httpx.AsyncClient) -> None:
    answer = await client.get("/unexpected")
    assert answer.status_code == 500
    assert answer.json() == {
        "detail": "Something went wrong on our side. The log has the details under request "
        f"{answer.headers['X-Request-ID']}.",
        "code": "internal_error",
    }


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_the_start_is_a_page_for_whoever_asks(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("error", [BrokenResourceError(), RuntimeError()])
async def test_a_caller_that_leaves_a_stream_is_no_fault_of_ours(error: Exception) -> None:
    async def stream(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ExceptionGroup("the stream", [error])

    async def unused() -> Message:
        raise NotImplementedError

    async def sent(_: Message) -> None:
        pass

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    has_left = isinstance(error, BrokenResourceError)
    with nullcontext() if has_left else pytest.raises(ExceptionGroup):
        await Requests(stream)(scope, unused, sent)


async def test_every_answer_has_an_id_and_protecting_headers(client: httpx.AsyncClient) -> None:
    for path in ("/items", "/nothing", "/unexpected", "/", "/assets/index-abc123.js"):
        headers = (await client.get(path, headers=HTML)).headers
        assert len(headers["X-Request-ID"]) == 16
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age" in headers["Strict-Transport-Security"]


@pytest.mark.parametrize(("given", "kept"), [("trace-42", True), ("x" * 65, False), ("a\tb", False), ("a;b", False)])
async def test_the_callers_id_is_kept_when_it_is_fit_for_a_log(
    client: httpx.AsyncClient, given: str, kept: bool
) -> None:
    answer = await client.get("/items", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept


@pytest.mark.parametrize("path", ["/", "/orders", "/orders/1~12-345", "/accounts?connected=1", "/assets"])
async def test_a_page_of_the_ui_is_the_one_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=HTML)
    assert answer.status_code == 200
    assert "the page" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


async def test_hashed_files_are_kept_for_ever(client: httpx.AsyncClient) -> None:
    answer = await client.get("/assets/index-abc123.js")
    assert answer.text == "let x"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "javascript" in answer.headers["Content-Type"]
    assert (await client.head("/assets/index-abc123.js")).status_code == 200


@pytest.mark.parametrize("path", ["/assets/gone-123.js", "/api/orders", "/api", "/api/index.html"])
async def test_what_is_no_page_is_not_answered_with_one(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=HTML if path.startswith("/api") else {"Accept": "*/*"})
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00"])
async def test_no_file_outside_of_the_ui_is_served(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


async def test_without_a_built_ui_the_page_says_how_to_build_it(tmp_path: Path) -> None:
    transport = httpx.ASGITransport(make_app(tmp_path))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        answer = await client.get("/", headers=HTML)
    assert answer.status_code == 503
    assert "make run" in answer.text
