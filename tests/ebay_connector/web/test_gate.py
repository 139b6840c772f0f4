"""The server's door: answers while it starts, ends streams when it stops, lets the rest finish."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from ebay_connector.db.cluster import free_port
from ebay_connector.errors import StartError
from ebay_connector.web.gate import Gate
from ebay_connector.web.server import WebServer, listen


class Served:
    """A gate on a socket, with one endpoint that streams events and one that waits."""

    def __init__(self) -> None:
        self.begun, self.finish = asyncio.Event(), asyncio.Event()
        self.app = Starlette(routes=[Route("/events", self.events), Route("/slow", self.slow)])
        self.gate = Gate()
        self.port = free_port()
        self.web = WebServer(self.gate, listen("127.0.0.1", self.port))

    async def events(self, _: Request) -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            while True:
                yield "data: x\n\n"
                await asyncio.sleep(0.01)

        return StreamingResponse(lines(), media_type="text/event-stream")

    async def slow(self, _: Request) -> PlainTextResponse:
        self.begun.set()
        await self.finish.wait()
        return PlainTextResponse("done")


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[Served, httpx.AsyncClient]]:
    served = Served()
    await served.web.start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{served.port}") as client:
        yield served, client
    await served.web.stop()


@pytest.mark.parametrize("path", ["/healthz", "/api/healthz"])
async def test_until_it_is_open_health_names_the_step(path: str) -> None:
    async with serving() as (served, client):
        served.gate.step = "migrating: something"
        answer = await client.get(path)
        assert answer.status_code == 200
        assert answer.json()["status"] == "starting"
        assert answer.json()["step"] == "migrating: something"


async def test_until_it_is_open_all_else_is_to_come_again() -> None:
    async with serving() as (_, client):
        answer = await client.post("/api/auth/login", json={})
        assert answer.status_code == 503
        assert answer.json()["code"] == "starting"
        assert answer.headers["Retry-After"]


async def test_until_it_is_open_a_browser_is_told_and_goes_on_by_itself() -> None:
    async with serving() as (served, client):
        served.gate.step = "reading <notes>"
        answer = await client.get("/sync", headers={"Accept": "text/html,*/*"})
        assert answer.status_code == 503
        assert "reading &lt;notes&gt;" in answer.text
        assert 'http-equiv="refresh"' in answer.text


async def test_stopping_ends_streams_at_once_and_lets_the_rest_finish() -> None:
    async with serving() as (served, client):
        served.gate.open(served.app)
        slow = asyncio.create_task(client.get("/slow"))
        await served.begun.wait()
        async with client.stream("GET", "/events") as stream:
            lines = stream.aiter_lines()
            assert await anext(lines) == "data: x"
            stopping = asyncio.create_task(served.web.stop())
            async for _line in lines:
                pass
        assert not stopping.done()
        served.finish.set()
        assert (await slow).text == "done"
        await asyncio.wait_for(stopping, 4)


async def test_a_taken_port_is_told() -> None:
    async with serving() as (served, _):
        with pytest.raises(StartError, match=f"cannot listen on 127.0.0.1:{served.port} .* choose another with PORT"):
            listen("127.0.0.1", served.port)
