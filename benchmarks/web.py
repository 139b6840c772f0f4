"""The two web servers, each as its users start it: one process, uvicorn with uvloop and httptools."""

import json
import time
from typing import Any, Self
from urllib.error import URLError
from urllib.request import Request, urlopen

from benchmarks.ground import Ground
from benchmarks.processes import BenchmarkError, Program, peak_mb
from benchmarks.sellers import EMAIL, PASSWORD
from ebay_connector.db.cluster import free_port

READY_SECONDS = 60
COOKIE = "ebay_connector_session"


class Site:
    """A web server to be asked; `headers` go with each request."""

    ready: str

    def __init__(self, program: Program, port: int) -> None:
        self._program = program
        self.base = f"http://127.0.0.1:{port}"
        self.headers: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._program.__enter__()
        try:
            self._wait()
            self.sign_in()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._program.__exit__()

    def sign_in(self) -> None:
        """Nothing where nobody has to."""

    def get(self, path: str) -> Any:
        with urlopen(Request(self.base + path, headers=self.headers), timeout=60) as response:
            return json.load(response)

    @property
    def peak_mb(self) -> float:
        return peak_mb(self._program.pid)

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            self._program.check()
            try:
                if self.get(self.ready).get("status", "ok") == "ok":
                    return
            except (URLError, OSError):
                pass
            time.sleep(0.05)
        raise BenchmarkError(f"{self.base} is not ready within {READY_SECONDS} s.")


class Api(Site):
    """`ebay-connector api`, asked by a browser that is signed in."""

    ready = "/healthz"

    def __init__(self, ground: Ground, url: str) -> None:
        port = free_port()
        environment = {**ground.environment(url), "PORT": str(port)}
        super().__init__(Program(ground.folder, "ebay_connector.cli", "api", environment=environment), port)

    def sign_in(self) -> None:
        body = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
        request = Request(f"{self.base}/api/auth/login", body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=60) as response:
            cookies = response.headers.get_all("Set-Cookie") or []
        session = next(cookie.partition(";")[0] for cookie in cookies if cookie.startswith(COOKIE))
        self.headers = {"Cookie": session}


class OrmEndpoint(Site):
    """The usual endpoint, open to all."""

    ready = "/openapi.json"

    def __init__(self, ground: Ground, url: str) -> None:
        port = free_port()
        options = ("benchmarks.peers.orm_endpoint:app", "--port", str(port), "--no-access-log")
        super().__init__(Program(ground.folder, "uvicorn", *options, environment={"PEER_URL": url}), port)
