"""Every error as `{"detail": "<sentence>", "code": "<machine_code>"}`."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError as SessionError
from starlette.exceptions import HTTPException

from ebay_connector.db.errors import explain
from ebay_connector.errors import ProblemError, sentence
from ebay_connector.log import get_logger

log = get_logger(__name__)
CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media_type"}
RETRY_SECONDS = "5"


def problem(status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    return JSONResponse({"detail": detail, "code": code, **more}, status, dict(headers or {}))


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(ProblemError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(psycopg.OperationalError, _database)
    app.add_exception_handler(SessionError, _database)
    app.add_exception_handler(psycopg.DataError, _unstorable)
    app.add_exception_handler(UnicodeEncodeError, _unstorable)


async def _expected(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)  # noqa: S101 - tells mypy what the handler is registered for
    return problem(error.status, error.code, error.detail, error.headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    errors = []
    for item in error.errors():
        field = field_name(item["loc"])
        errors.append({"field": field, "message": sentence(field, item)})
    return problem(422, "invalid_request", " ".join(item["message"] for item in errors), errors=errors)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    path = request.url.path
    detail = {
        404: f"There is nothing at {path}.",
        405: f"{path} does not answer to {request.method}.",
    }.get(error.status_code, f"{error.detail}.")
    code = CODES.get(error.status_code, "refused")
    return problem(error.status_code, code, detail, error.headers)


async def _database(_: Request, error: Exception) -> JSONResponse:
    log.warning("The database does not answer.", reason=explain(error))
    detail = "The database does not answer at the moment. Nothing was changed; try again in a few seconds."
    return problem(503, "database_unavailable", detail, {"Retry-After": RETRY_SECONDS})


async def _unstorable(_: Request, error: Exception) -> JSONResponse:
    """A number beyond Postgres' own, a NUL, half a character: no row can have such a value."""
    reason = explain(error) if isinstance(error, psycopg.Error) else "half of a character"
    log.warning("A request holds a value that Postgres does not take.", reason=reason)
    detail = "A number in the request is too large, or a text holds a character that no text can have. Correct it."
    return problem(422, "invalid_request", detail)


def field_name(location: Sequence[str | int]) -> str:
    """`("body", "items", 0, "name")` as `items.0.name`; the body itself as `body`."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])
