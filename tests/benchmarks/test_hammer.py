"""The load generator, against a server that counts."""

from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.hammer import hammer


async def test_every_request_is_sent_with_the_headers_and_timed() -> None:
    seen: list[tuple[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append((request.path_qs, request.headers["Cookie"]))
        return web.json_response([])

    app = web.Application()
    app.router.add_get("/{name}", answer)
    async with TestServer(app) as server:
        spec = {"base": str(server.make_url("/")), "headers": {"Cookie": "a=b"}, "connections": 4, "seconds": 0.05}
        found = await hammer({**spec, "requests": [["first", "/one?x=1"], ["end", "/two"]], "warm_up": 0.01})
    assert set(seen) == {("/one?x=1", "a=b"), ("/two", "a=b")}
    assert 0 < found["requests"] <= len(seen)
    assert found["rate"] > 0
    assert 0 < found["p50_ms"] <= found["p99_ms"]
