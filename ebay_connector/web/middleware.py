"""What happens around every request, as plain ASGI: streams pass through untouched."""

import time
import uuid

from anyio import BrokenResourceError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ebay_connector.log import bind, get_logger
from ebay_connector.operations.metrics import observe_request
from ebay_connector.web.problems import problem

log = get_logger(__name__)
QUIET = ("/healthz", "/healthz/db", "/metrics")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
TRANSPORT_SECURITY = {"Strict-Transport-Security": "max-age=31536000"}


class ApiPrefix:
    """Serves `/api/x` as `/x`; only here is the prefix known."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["path"] == "/api" or scope["path"].startswith("/api/")):
            scope = {**scope, "root_path": "/api"}
        await self.app(scope, receive, send)


class SecurityHeaders:
    """Adds the headers that protect a browser, where the answer has not set its own."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = HEADERS | (TRANSPORT_SECURITY if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, protected if scope["type"] == "http" else send)


class Requests:
    """Gives each request an id, logs and counts it, and answers 500 for what nobody expected."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = given_id(scope) or uuid.uuid4().hex[:16]
        with bind(request=request_id):
            await Exchange(self.app, scope, request_id).run(receive, send)


class Exchange:
    """One request and its answer."""

    def __init__(self, app: ASGIApp, scope: Scope, request_id: str) -> None:
        self.app = app
        self.scope = scope
        self.request_id = request_id
        self.status = 0
        self.started = time.perf_counter()

    async def run(self, receive: Receive, send: Send) -> None:
        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = self.request_id
            await send(message)

        try:
            await self.app(self.scope, receive, watched)
        except Exception as error:
            if self.status and _has_left(error):
                log.debug("The caller left before the answer's end.")
                return
            log.exception("A request failed by a fault of our own.", exc_info=error)
            if self.status:
                raise
            await self._apologise(receive, watched)
        finally:
            self._record()

    async def _apologise(self, receive: Receive, send: Send) -> None:
        detail = f"Something went wrong on our side. The log has the details under request {self.request_id}."
        await problem(500, "internal_error", detail)(self.scope, receive, send)

    def _record(self) -> None:
        seconds = time.perf_counter() - self.started
        method, path = self.scope["method"], self.scope["path"]
        route = getattr(self.scope.get("route"), "path", "other")
        observe_request(method, route, self.status, seconds)
        # One page of the UI is a dozen reads, before which what a start has told would scroll away.
        has_read = method in ("GET", "HEAD") and self.status < 400
        note = log.debug if has_read or path.removeprefix("/api") in QUIET else log.info
        note("Answered a request.", method=method, path=path, status=self.status, ms=round(seconds * 1000, 1))


def _has_left(error: Exception) -> bool:
    """FastAPI's event streams end so when their caller goes away while they send."""
    return isinstance(error, ExceptionGroup) and error.split(BrokenResourceError)[1] is None


def given_id(scope: Scope) -> str:
    """The caller's own id of the request, when it is fit for a log line."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if 0 < len(given) <= 64 and given.replace("-", "").isalnum() and given.isascii() else ""
