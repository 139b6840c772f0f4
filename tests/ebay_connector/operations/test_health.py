"""/healthz, /healthz/db and /metrics of a serving process."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from ebay_connector.app import create_app
from ebay_connector.auth.roles import Role
from ebay_connector.build import get_build
from ebay_connector.db.chain import head_revision
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.support.postgres import Postgres
from tests.support.web import browser, signed_in


@pytest.fixture
async def app(database: Database, settings: Settings) -> AsyncIterator[FastAPI]:
    app = create_app(database, settings)
    async with app.router.lifespan_context(app):
        yield app


async def database_health(app: FastAPI) -> httpx.Response:
    async with browser(app) as client:
        return await client.get("/api/healthz/db")


async def execute(database: Database, statement: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(statement.encode())


async def test_alive_it_says_which_build_it_is_to_anybody(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.get("/healthz")
    build = get_build()
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "step": None,
        "version": build.version,
        "build": build.build,
        "commit": build.commit,
    }


@pytest.mark.parametrize("path", ["/healthz", "/healthz/db"])
async def test_monitors_may_ask_for_the_head_alone(app: FastAPI, path: str) -> None:
    async with browser(app) as client:
        assert (await client.head(path)).status_code == 200


async def test_a_database_in_order_is_described(app: FastAPI, request: pytest.FixtureRequest) -> None:
    answer = await database_health(app)
    body = answer.json()
    assert answer.status_code == 200
    assert (body["status"], body["code"], body["reason"]) == ("ok", None, None)
    assert body["revision"] == body["head"] == head_revision()
    assert body["latency_ms"] >= 0
    assert body["pool"]["size"] >= 1
    assert body["pool"]["max"] == 5
    assert body["mode"] == ("transaction_pooler" if request.config.getoption("--pooler") else "direct")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE alembic_version SET version_num = '20261123_2030'", "run `ebay-connector migrate`"),
        ("UPDATE alembic_version SET version_num = '20990101_0000'", "newer than this program"),
        ("DROP TABLE alembic_version", "has no tables yet"),
    ],
)
async def test_a_database_at_another_revision_is_not_ready(
    app: FastAPI, database: Database, change: str, reason: str
) -> None:
    await execute(database, change)
    answer = await database_health(app)
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert answer.json()["code"] == "database_not_ready"
    assert reason in answer.json()["reason"]


async def test_a_database_that_takes_no_writes_is_not_ready(
    app: FastAPI, database: Database, postgres: Postgres, database_name: str
) -> None:
    postgres.execute(f'ALTER DATABASE "{database_name}" SET default_transaction_read_only = on')
    postgres.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database_name}'")
    answer = await database_health(app)
    assert answer.status_code == 503
    assert answer.json()["code"] == "database_not_ready"
    assert "takes no writes" in answer.json()["reason"]


async def test_a_database_that_hangs_is_told_in_time(app: FastAPI, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute("LOCK TABLE alembic_version")
        answer = await database_health(app)
    assert answer.status_code == 503
    assert answer.json()["code"] == "database_unavailable"
    assert "no answer within 3 s" in answer.json()["reason"]
    assert (await database_health(app)).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("operator", 403), ("viewer", 403)])
async def test_figures_are_for_admins(app: FastAPI, role: Role, status: int) -> None:
    async with signed_in(app, role) as client:
        assert (await client.get("/metrics")).status_code == status


@pytest.mark.parametrize("path", ["/metrics", "/auth/me"])
@pytest.mark.parametrize("sent", ["the-token-of-our-prometheus-1234", "another-token-of-no-prometheus-1"])
async def test_a_prometheus_elsewhere_reads_figures_by_its_token_and_nothing_else(
    app: FastAPI, settings: Settings, path: str, sent: str
) -> None:
    token = SecretStr("the-token-of-our-prometheus-1234")
    app.state.settings = settings.model_copy(update={"metrics_token": token})
    async with browser(app, "203.0.113.9") as client:
        answer = await client.get(path, headers={"Authorization": f"Bearer {sent}"})
    is_meant = path == "/metrics" and sent == token.get_secret_value()
    assert answer.status_code == (200 if is_meant else 401)
    assert ("http_requests" in answer.text) == is_meant


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 401),
        ("203.0.113.9", {}, 401),
    ],
)
async def test_figures_are_for_programs_on_the_machine(
    app: FastAPI, address: str, headers: dict[str, str], status: int
) -> None:
    async with browser(app, address) as client:
        await client.get("/healthz")
        answer = await client.get("/metrics", headers=headers)
    assert answer.status_code == status
    if status == 200:
        assert 'http_requests_total{method="GET",route="/healthz",status="200"}' in answer.text
        assert 'database_pool_connections{state="max"} 5.0' in answer.text
        assert f'commit="{get_build().commit}"' in answer.text
