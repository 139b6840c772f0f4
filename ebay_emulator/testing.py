"""A local eBay of one's own, as a process: for tests of whoever talks to eBay."""

import http.client
import json
import socket
import subprocess
import sys
import time
from typing import Any, Self
from urllib.parse import urlsplit

_START_SECONDS = 20.0


class EmulatorError(RuntimeError):
    """The emulator did not start, or refused a control request."""


class EmulatorProcess:
    """Starts on a free port; a context manager. `control` speaks to /_emulator and returns decoded JSON."""

    def __init__(self, *arguments: str, accept_url: str = "http://127.0.0.1:8000/api/ebay/oauth/callback") -> None:
        self._command = [sys.executable, "-m", "ebay_emulator", "--with-parent", "--accept-url", accept_url, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def start(self) -> Self:
        """Return once the emulator answers."""
        self.port = _free_port()
        self._process = subprocess.Popen([*self._command, "--port", str(self.port)], stdout=subprocess.DEVNULL)  # noqa: S603
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise EmulatorError(f"The emulator ended with code {self._process.returncode}.")
            try:
                self.control("faults")
            except OSError:
                time.sleep(0.02)
            else:
                return self
        self.stop()
        raise EmulatorError(f"The emulator did not answer within {_START_SECONDS:.0f} seconds.")

    def control(self, path: str, payload: object = None, method: str | None = None) -> Any:
        """GET /_emulator/{path}, or POST with a payload. NDJSON comes back as a list."""
        status, body = self._send(method or ("GET" if payload is None else "POST"), path, payload)
        if status >= 400:
            raise EmulatorError(f"{path} answered {status}: {body.decode(errors='replace')}")
        if path.startswith("truth/"):
            return [json.loads(line) for line in body.splitlines()]
        return json.loads(body)

    def truth_lines(self, seller: str, query: str = "") -> list[bytes]:
        """The orders of a seller as raw bytes, records that are no proper JSON among them."""
        return self._send("GET", f"truth/orders?seller={seller}{query}", None)[1].splitlines()

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _send(self, method: str, path: str, payload: object) -> tuple[int, bytes]:
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)
        try:
            body = None if payload is None else json.dumps(payload)
            connection.request(method, f"/_emulator/{path}", body)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
