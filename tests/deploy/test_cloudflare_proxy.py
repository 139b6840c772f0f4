"""The Cloudflare Pages function, run by Node between a client and a small API."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port
from yarl import URL

from scripts.frontend import NODE
from scripts.steps import ROOT

FUNCTION = ROOT / "deploy/cloudflare/functions/api/[[path]].ts"
RUNTIME = Path(__file__).with_name("pages_runtime.mjs")

StartProxy = Callable[[str], Awaitable[str]]


@asynccontextmanager
async def running(target: str) -> AsyncIterator[str]:
    """The function with this API_TARGET; gives its address."""
    process = await asyncio.create_subprocess_exec(
        NODE, RUNTIME, FUNCTION, env={"API_TARGET": target}, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        port = await asyncio.wait_for(process.stdout.readline(), 30)
        yield f"http://127.0.0.1:{port.decode().strip()}"
    finally:
        process.kill()
        await process.wait()


@pytest.fixture
async def proxy() -> AsyncIterator[StartProxy]:
    async with AsyncExitStack() as stack:
        yield lambda target: stack.enter_async_context(running(target))


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


class Api:
    """What stands behind the proxy: answers with what it was sent, streams when asked, and notes when it is left."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.first_chunk = asyncio.Event()
        self.left = asyncio.Event()

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(f"id: 8\ndata: after {request.headers['Last-Event-ID']}\n\n".encode())
        try:
            await self.go_on.wait()
            await response.write(b"id: 9\ndata: last\n\n")
        except (asyncio.CancelledError, ConnectionError):
            self.left.set()
            raise
        return response

    async def upload(self, request: web.Request) -> web.Response:
        first = await request.content.readany()
        self.first_chunk.set()
        return web.Response(body=first + await request.content.read())

    async def callback(self, _: web.Request) -> web.Response:
        answer = web.Response(status=303, headers={"Location": "/accounts?connected=7"})
        answer.set_cookie("one", "1", httponly=True)
        answer.set_cookie("two", "2")
        return answer

    async def nothing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def echo(self, request: web.Request) -> web.Response:
        return web.json_response(
            {"method": request.method, "path": request.raw_path, "headers": dict(request.headers)}, status=418
        )


@pytest.fixture
async def api() -> AsyncIterator[tuple[Api, str]]:
    behind = Api()
    app = web.Application()
    app.router.add_get("/events", behind.events)
    app.router.add_post("/upload", behind.upload)
    app.router.add_get("/callback", behind.callback)
    app.router.add_delete("/nothing", behind.nothing)
    app.router.add_route("*", "/{path:.*}", behind.echo)
    async with TestServer(app, handler_cancellation=True) as server:
        yield behind, str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize(
    ("asked", "arrives"),
    [
        ("/api/records/orders?q=a%20b&filter=total:gt:5", "/records/orders?q=a%20b&filter=total:gt:5"),
        ("/api/records/orders/3%3A12-34567-89012", "/records/orders/3%3A12-34567-89012"),
        ("/api/api/twice", "/api/twice"),
        ("/api//elsewhere.example/x", "//elsewhere.example/x"),
        ("/api", "/"),
    ],
)
async def test_removes_the_prefix_once(
    proxy: StartProxy, api: tuple[Api, str], client: ClientSession, asked: str, arrives: str
) -> None:
    address = await proxy(api[1])
    async with client.get(URL(address + asked, encoded=True)) as answer:
        assert (await answer.json())["path"] == arrives


async def test_passes_headers_and_says_for_whom_it_asks(
    proxy: StartProxy, api: tuple[Api, str], client: ClientSession
) -> None:
    address = await proxy(api[1])
    sent = {"Cookie": "session=s", "X-Requested-With": "ebay-connector", "CF-Connecting-IP": "192.0.2.7"}
    async with client.patch(f"{address}/api/ebay/accounts/1", headers=sent, json={"name": "n"}) as answer:
        assert answer.status == 418
        seen = (await answer.json())["headers"]
    lowered = {name.lower(): value for name, value in seen.items()}
    assert lowered["cookie"] == "session=s"
    assert lowered["x-requested-with"] == "ebay-connector"
    assert lowered["x-forwarded-for"] == "192.0.2.7"
    assert lowered["x-forwarded-host"] == address.removeprefix("http://")
    assert lowered["x-forwarded-proto"] == "http"
    assert lowered["host"] == api[1].removeprefix("http://")


async def test_leaves_redirects_and_cookies_to_the_browser(
    proxy: StartProxy, api: tuple[Api, str], client: ClientSession
) -> None:
    address = await proxy(api[1])
    async with client.get(f"{address}/api/callback", allow_redirects=False) as answer:
        assert answer.status == 303
        assert answer.headers["Location"] == "/accounts?connected=7"
        cookies = answer.headers.getall("Set-Cookie")
    assert [cookie.split(";")[0] for cookie in cookies] == ["one=1", "two=2"]
    assert "HttpOnly" in cookies[0]


async def test_streams_events_as_they_come(proxy: StartProxy, api: tuple[Api, str], client: ClientSession) -> None:
    address = await proxy(api[1])
    async with client.get(f"{address}/api/events", headers={"Last-Event-ID": "7"}) as answer:
        assert answer.content_type == "text/event-stream"
        assert await asyncio.wait_for(answer.content.readuntil(b"\n\n"), 10) == b"id: 8\ndata: after 7\n\n"
        api[0].go_on.set()
        assert await asyncio.wait_for(answer.content.read(), 10) == b"id: 9\ndata: last\n\n"


async def test_ends_the_stream_when_the_browser_leaves(
    proxy: StartProxy, api: tuple[Api, str], client: ClientSession
) -> None:
    address = await proxy(api[1])
    async with client.get(f"{address}/api/events", headers={"Last-Event-ID": "7"}) as answer:
        await answer.content.readuntil(b"\n\n")
    await asyncio.wait_for(api[0].left.wait(), 10)


async def test_streams_bodies_as_they_are_sent(proxy: StartProxy, api: tuple[Api, str], client: ClientSession) -> None:
    address = await proxy(api[1])

    async def body() -> AsyncIterator[bytes]:
        yield b"first "
        await asyncio.wait_for(api[0].first_chunk.wait(), 10)
        yield b"second"

    async with client.post(f"{address}/api/upload", data=body()) as answer:
        assert await answer.read() == b"first second"


async def test_passes_an_answer_without_a_body(proxy: StartProxy, api: tuple[Api, str], client: ClientSession) -> None:
    address = await proxy(api[1])
    async with client.delete(f"{address}/api/nothing") as answer:
        assert (answer.status, await answer.read()) == (204, b"")


@pytest.mark.parametrize("target", ["", "api.example.com", "ftp://api.example.com", "http://api.example.com/api"])
async def test_says_that_the_target_is_not_set(proxy: StartProxy, client: ClientSession, target: str) -> None:
    address = await proxy(target)
    async with client.get(f"{address}/api/healthz") as answer:
        problem = await answer.json()
    assert (answer.status, problem["code"]) == (500, "api_target_missing")
    assert problem["detail"].startswith("API_TARGET must be set")


async def test_never_calls_itself(proxy: StartProxy, client: ClientSession) -> None:
    address = await proxy("https://pages.example.com")
    async with client.get(f"{address}/api/healthz", headers={"Host": "pages.example.com"}) as answer:
        assert (await answer.json())["code"] == "api_target_missing"


async def test_says_that_the_api_cannot_be_reached(proxy: StartProxy, client: ClientSession) -> None:
    address = await proxy(f"http://127.0.0.1:{unused_port()}")
    async with client.post(f"{address}/api/auth/login", json={}) as answer:
        problem = await answer.json()
    assert (answer.status, problem["code"]) == (502, "api_unreachable")
    assert "127.0.0.1" not in problem["detail"]
