"""The figures of this process, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

from ebay_connector.budget.service import Budgets
from ebay_connector.build import Build
from ebay_connector.db.pool import Database

REQUESTS = Counter("http_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("http_request_duration_seconds", "Seconds until the answer was sent.", ["method", "route"])
POOL = Gauge("database_pool_connections", "Connections of the pool by state; `waiting` counts who waits.", ["state"])
BUILD = Gauge("ebay_connector_build_info", "1, labelled with the build that runs.", ["version", "build", "commit"])
CALLS = Gauge("ebay_calls", "Calls to eBay by quota: `used` of `limit`.", ["environment", "resource", "kind"])
BLOCKED = Gauge("ebay_calls_blocked", "1 while calls of the quota rest.", ["environment", "resource"])


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(method, route).observe(seconds)


def observe_pool(database: Database) -> dict[str, int]:
    """The pool's state, also for /healthz/db."""
    stats = database.pool.get_stats()
    state = {
        "size": stats.get("pool_size", 0),
        "available": stats.get("pool_available", 0),
        "waiting": stats.get("requests_waiting", 0),
        "max": database.pool.max_size,
    }
    for name, value in state.items():
        POOL.labels(name).set(value)
    return state


def observe_build(build: Build) -> None:
    BUILD.labels(build.version, str(build.build), build.commit).set(1)


async def observe_budgets(budgets: Budgets) -> None:
    """How eBay's quotas stand; the figures are those of all workers."""
    for report in await budgets.report():
        for standing in report.standings:
            place = (report.environment, standing.resource)
            BLOCKED.labels(*place).set(standing.blocked_until is not None)
            if standing.daily_limit:
                CALLS.labels(*place, "used").set(standing.used)
                CALLS.labels(*place, "limit").set(standing.daily_limit)
