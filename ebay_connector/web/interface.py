"""The built UI: its files, and its one page for every path that is not the API's."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import Receive, Scope, Send

STATIC = Path(__file__).parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>eBay Connector</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The pages are not built yet</h1>
<p>The API runs. To build the pages from a checkout, stop this and start it with <code>make run</code>;
an installed package brings them along.</p></body></html>
"""


class Interface:
    """Answers what no route of the API knows; with `/api` before it, a path is never the UI's."""

    def __init__(self, folder: Path = STATIC) -> None:
        self.folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope.get("root_path"):
            raise HTTPException(404)
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.scope["path"]
        if file := self._find(path.lstrip("/")):
            return FileResponse(file, headers={"Cache-Control": self._caching(file)})
        # A script or picture that is gone must not come as a page; who asks for the start, as curl does, gets it.
        if path != "/" and "text/html" not in request.headers.get("accept", ""):
            raise HTTPException(404)
        page = self.folder / "index.html"
        if not page.is_file():
            return HTMLResponse(NOT_BUILT, 503)
        return FileResponse(page, headers={"Cache-Control": "no-cache"})

    def _find(self, path: str) -> Path | None:
        """The file of that name inside the folder, never one outside of it."""
        try:
            file = (self.folder / path).resolve()
            return file if file.is_file() and file.is_relative_to(self.folder) else None
        except (OSError, ValueError):  # a name that no file can have
            return None

    def _caching(self, file: Path) -> str:
        """Files in `assets` carry a hash of their content in their name."""
        return FOR_EVER if file.is_relative_to(self.folder / "assets") else "no-cache"
