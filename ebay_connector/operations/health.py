"""Is it alive, is its database in order, and its figures for Prometheus."""

import asyncio
import secrets
from dataclasses import asdict
from typing import Literal

import psycopg
from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from ebay_connector.auth.dependencies import Bearer, Cookie, SessionsDep, SettingsDep, refuse_below, visitor
from ebay_connector.build import get_build
from ebay_connector.db.chain import head_revision
from ebay_connector.db.mode import learn_mode
from ebay_connector.db.pool import Database, Mode
from ebay_connector.db.status import DatabaseStatus, database_status
from ebay_connector.errors import ProblemError
from ebay_connector.log import get_logger
from ebay_connector.operations.metrics import observe_budgets, observe_build, observe_pool

log = get_logger(__name__)
router = APIRouter(tags=["health"])
PATIENCE = 3.0
"""Seconds; a host that asks whether we are well does not wait long."""


class Health(BaseModel):
    status: Literal["ok", "starting"]
    step: str | None
    version: str
    build: int
    commit: str


class PoolHealth(BaseModel):
    size: int
    available: int
    waiting: int
    max: int


class DatabaseHealth(BaseModel):
    """`code` tells a database that does not answer from one that answers and is not in order."""

    status: Literal["ok", "unavailable"]
    code: Literal["database_unavailable", "database_not_ready"] | None
    reason: str | None
    latency_ms: float | None
    pool: PoolHealth
    revision: str | None
    head: str
    mode: Mode | None


def health(step: str | None = None) -> Health:
    """`step` says what a start is busy with."""
    return Health(status="starting" if step else "ok", step=step, **asdict(get_build()))


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", operation_id="health")
async def healthz() -> Health:
    """Alive; always 200."""
    return health()


@router.head("/healthz/db", include_in_schema=False)
@router.get("/healthz/db", operation_id="database_health", responses={503: {"model": DatabaseHealth}})
async def healthz_db(request: Request, response: Response) -> DatabaseHealth:
    """The database is reachable, writable and at this version's revision; 503 with the reason when not."""
    database: Database = request.app.state.database
    status = await database_status(database, PATIENCE)
    response.status_code = 503 if status.reason else 200
    return DatabaseHealth(
        status="unavailable" if status.reason else "ok",
        code=_code(status),
        reason=status.reason,
        latency_ms=status.latency_ms,
        pool=PoolHealth(**observe_pool(database)),
        revision=status.revision,
        head=head_revision(),
        mode=await _mode(database) if status.reason is None else database.mode,
    )


async def refuse_strangers(
    request: Request, settings: SettingsDep, sessions: SessionsDep, bearer: Bearer, cookie: Cookie
) -> None:
    """The figures are for METRICS_TOKEN, for admins, and for programs on this machine."""
    if bearer and settings.metrics_token and _are_same(bearer.credentials, settings.metrics_token.get_secret_value()):
        return
    user = await visitor(request, sessions, bearer, cookie)
    if user is not None:
        refuse_below("admin", user)
    elif not is_local(request):
        message = "Send METRICS_TOKEN as a Bearer token, sign in as an admin, or ask from the machine itself."
        raise ProblemError(401, "not_signed_in", message)


def _are_same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())


@router.get("/metrics", operation_id="metrics", response_class=Response, dependencies=[Depends(refuse_strangers)])
async def metrics(request: Request) -> Response:
    """The API process's figures in Prometheus's text format; for METRICS_TOKEN, admins, and programs on the machine."""
    observe_build(get_build())
    observe_pool(request.app.state.database)
    try:
        async with asyncio.timeout(PATIENCE):
            await observe_budgets(request.app.state.budgets)
    except (TimeoutError, psycopg.Error) as error:
        log.warning("The metrics of eBay's calls could not be read from Postgres.", error=str(error))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def is_local(request: Request) -> bool:
    """Whether a program on this machine asks, and not a proxy on it for somebody else."""
    host = request.client.host if request.client else ""
    forwarded = any(name in request.headers for name in ("x-forwarded-for", "forwarded"))
    return host in ("127.0.0.1", "::1") and not forwarded


def _code(status: DatabaseStatus) -> Literal["database_unavailable", "database_not_ready"] | None:
    if status.reason is None:
        return None
    return "database_unavailable" if status.latency_ms is None else "database_not_ready"


async def _mode(database: Database) -> Mode | None:
    try:
        return await learn_mode(database)
    except psycopg.Error:
        return None
