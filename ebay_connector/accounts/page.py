"""The page a browser sees when eBay sent it back and nothing was connected."""

from html import escape

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from ebay_connector.errors import ProblemError

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>eBay Connector: nothing was connected</title></head>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem">
<h1 style="font-size: 1.4rem">Nothing was connected</h1>
<p role="alert">{sentence}</p>
<p><a href="/accounts">Back to the accounts</a></p>
</body></html>
"""


def failure(request: Request, problem: ProblemError) -> Response:
    """The page for a browser; programs get the problem itself."""
    if "text/html" not in request.headers.get("Accept", ""):
        raise problem
    return HTMLResponse(PAGE.format(sentence=escape(problem.detail)), problem.status)
