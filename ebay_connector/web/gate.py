"""The server's front door: open at once, so that no host takes a long start for a dead one."""

import asyncio
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ebay_connector.operations.health import health
from ebay_connector.web.problems import problem

RETRY_SECONDS = "3"
STARTING = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="{seconds}">
<meta name="color-scheme" content="light dark"><title>eBay Connector</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>eBay Connector is starting</h1><p>At work: {step}. This page goes on by itself.</p></body></html>
"""


class Gate:
    """Until `open` it tells `/healthz` which step the start is at, and everybody else to come again."""

    def __init__(self) -> None:
        self.step = "starting"
        self._app: ASGIApp | None = None
        self._streams: set[asyncio.Task[object]] = set()
        self._closing = False

    def open(self, app: ASGIApp) -> None:
        self._app = app

    def close(self) -> None:
        """Ends the streams of events, which would else keep the server from stopping."""
        self._closing = True
        for task in self._streams:
            task.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if self._app is None:
            await self._starting(scope)(scope, receive, send)
        elif self._closing:
            await self._stopping()(scope, receive, send)
        else:
            await self._pass(self._app, scope, receive, send)

    def _starting(self, scope: Scope) -> Response:
        if scope["path"].removeprefix("/api") == "/healthz":
            return JSONResponse(health(self.step).model_dump())
        if "text/html" in Headers(scope=scope).get("accept", ""):
            page = STARTING.format(seconds=RETRY_SECONDS, step=escape(self.step))
            return HTMLResponse(page, 503, {"Retry-After": RETRY_SECONDS})
        detail = f"eBay Connector is starting ({self.step}); try again in a few seconds."
        return problem(503, "starting", detail, {"Retry-After": RETRY_SECONDS})

    def _stopping(self) -> JSONResponse:
        return problem(503, "stopping", "eBay Connector is stopping.", {"Retry-After": RETRY_SECONDS})

    async def _pass(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and is_event_stream(message):
                self._streams.add(task)
            await send(message)

        try:
            await app(scope, receive, watched)
        except asyncio.CancelledError:
            if not (self._closing and task in self._streams):
                raise
            task.uncancel()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._streams.discard(task)


def is_event_stream(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream")
