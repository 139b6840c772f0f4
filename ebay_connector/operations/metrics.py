"""The figures of this process, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

from ebay_connector.build import Build
from ebay_connector.db.pool import Database

REQUESTS = Counter("http_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("http_request_duration_seconds", "Seconds until the answer was sent.", ["method", "route"])
POOL = Gauge("database_pool_connections", "Connections of the pool by state; `waiting` counts who waits.", ["state"])
BUILD = Gauge("ebay_connector_build_info", "1, labelled with the build that runs.", ["version", "build", "commit"])


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
