"""What the call budget reads and writes. Times of resets and blocks are eBay's; so is the `now` given here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import AsyncConnection
from psycopg.rows import class_row

from ebay_connector.ebay.hosts import Environment
from ebay_connector.ebay.limits import Quota

OF_KEYSET = "environment = %(environment)s AND client_id = %(client_id)s"
NOW = f"""
SELECT resource, api, daily_limit, read_at,
    CASE WHEN resets_at <= %(now)s THEN 0 ELSE used END AS used,
    CASE WHEN resets_at <= %(now)s THEN resets_at + window_seconds * interval '1 second'
        * (floor(extract(epoch FROM %(now)s - resets_at) / window_seconds) + 1) ELSE resets_at END AS resets_at,
    CASE WHEN blocked_until > %(now)s THEN blocked_until END AS blocked_until,
    CASE WHEN blocked_until > %(now)s THEN blocked_reason END AS blocked_reason
FROM call_budgets WHERE {OF_KEYSET}
"""
"""How resources stand once a reset that has passed is taken into account."""
STANDING = f"{NOW} AND resource = ANY(%(resources)s)"
LARGEST_LEASE, LEASES_IN_LIMIT = 100, 500
LEASE = f"""
WITH standing AS ({STANDING} FOR UPDATE), given AS (
    SELECT *, CASE WHEN blocked_until IS NOT NULL THEN 0 ELSE greatest(0, least(
        greatest(1, least({LARGEST_LEASE}, daily_limit / {LEASES_IN_LIMIT})),
        floor(daily_limit * %(share)s::float8)::bigint - used)) END AS calls FROM standing)
UPDATE call_budgets b SET used = CASE WHEN given.daily_limit IS NULL THEN 0 ELSE given.used + calls END,
    resets_at = given.resets_at, blocked_until = given.blocked_until, blocked_reason = given.blocked_reason
FROM given
WHERE b.environment = %(environment)s AND b.client_id = %(client_id)s AND b.resource = given.resource
RETURNING given.*
"""
"""A lease is a five-hundredth of the limit, from 1 to 100 calls: seldom enough to ask for, few enough to lose.
Where eBay tells no limit (NULL, which `least` passes over) it is of the largest size, and not counted."""
GIVE_BACK = f"""
UPDATE call_budgets SET used = greatest(0, used - %(calls)s)
WHERE {OF_KEYSET} AND resource = %(resource)s AND read_at IS NOT DISTINCT FROM %(read_at)s AND resets_at = %(resets_at)s
"""
"""What was left when eBay was asked anew is not in its figure, so it need not be taken off."""
CLAIM = """
INSERT INTO call_readings AS r (environment, client_id, asked_at)
VALUES (%(environment)s, %(client_id)s, clock_timestamp())
ON CONFLICT (environment, client_id) DO UPDATE SET asked_at = clock_timestamp()
WHERE r.asked_at < clock_timestamp() - interval '1 second'
    * CASE WHEN r.read_at IS NULL AND r.problem IS NULL THEN least(%(age)s, %(patience)s) ELSE %(age)s END
RETURNING 1
"""
"""Who asked first, and is gone before there was an answer, is not waited for longer than an answer may take."""
ADD = """
INSERT INTO call_budgets (environment, client_id, resource)
SELECT %(environment)s, %(client_id)s, resource FROM unnest(%(resources)s::text[]) AS told(resource) ORDER BY resource
ON CONFLICT DO NOTHING
"""
LOCK = f"SELECT FROM call_budgets WHERE {OF_KEYSET} ORDER BY resource FOR UPDATE"
READ = """
UPDATE call_budgets b SET api = told.api, daily_limit = told.daily_limit, resets_at = told.resets_at,
    window_seconds = told.seconds, read_at = clock_timestamp(),
    used = greatest(0, told.daily_limit - told.remaining)
        + CASE WHEN b.resets_at = told.resets_at THEN greatest(0, b.used - told.before) ELSE 0 END,
    blocked_until = CASE WHEN b.blocked_until = b.resets_at AND told.remaining * 100 > told.daily_limit
        THEN NULL ELSE b.blocked_until END
FROM unnest(%(apis)s::text[], %(resources)s::text[], %(limits)s::bigint[], %(remaining)s::bigint[],
    %(resets)s::timestamptz[], %(windows)s::int[], %(before)s::bigint[])
    AS told(api, resource, daily_limit, remaining, resets_at, seconds, before)
WHERE b.environment = %(environment)s AND b.client_id = %(client_id)s AND b.resource = told.resource
"""
"""eBay's figure wins, as others may use the same application; what was spent while it was asked comes on top.
A block until the reset ends when eBay tells of calls that are left."""
READING_ENDED = f"""
UPDATE call_readings SET problem = %(problem)s,
    read_at = CASE WHEN %(problem)s::text IS NULL THEN clock_timestamp() ELSE read_at END
WHERE {OF_KEYSET}
"""
FIRST_UNDER_WAY = f"SELECT FROM call_readings WHERE {OF_KEYSET} AND read_at IS NULL AND problem IS NULL"
BLOCK = """
INSERT INTO call_budgets (environment, client_id, resource, blocked_until, blocked_reason)
SELECT %(environment)s, %(client_id)s, resource, %(until)s, %(reason)s FROM unnest(%(resources)s::text[]) AS r(resource)
ORDER BY resource
ON CONFLICT (environment, client_id, resource) DO UPDATE SET blocked_until = excluded.blocked_until,
    blocked_reason = excluded.blocked_reason
"""
READINGS = """
SELECT DISTINCT ON (environment) environment, client_id, read_at, problem FROM call_readings
WHERE environment <> ALL(%(environments)s::text[])
    OR (environment, client_id) IN (SELECT * FROM unnest(%(environments)s::text[], %(client_ids)s::text[]))
ORDER BY environment, asked_at DESC
"""


class App(NamedTuple):
    """An application of eBay's, whose quotas these are: another App ID has others."""

    environment: Environment
    client_id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """When an application's quotas were told, and why they were not since."""

    environment: Environment
    client_id: str
    read_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One resource as it stands, `calls` being what was just given to whom asked for some."""

    resource: str
    api: str
    daily_limit: int | None
    read_at: datetime | None
    used: int
    resets_at: datetime | None
    blocked_until: datetime | None
    blocked_reason: str | None
    calls: int = 0


async def standings(
    connection: AsyncConnection[Any], app: App, resources: Sequence[str], now: datetime
) -> list[Standing]:
    """Those of the resources that are known, in the order given."""
    async with connection.cursor(row_factory=class_row(Standing)) as cursor:
        ordered = STANDING + " ORDER BY array_position(%(resources)s::text[], resource)"
        await cursor.execute(ordered, {**app._asdict(), "resources": list(resources), "now": now})
        return await cursor.fetchall()


async def lease(
    connection: AsyncConnection[Any], app: App, resource: str, share: float, now: datetime
) -> Standing | None:
    """Takes some calls out of the budget, or none; None when the resource is not known."""
    values = {**app._asdict(), "resources": [resource], "share": share, "now": now}
    async with connection.cursor(row_factory=class_row(Standing)) as cursor:
        await cursor.execute(LEASE, values)
        return await cursor.fetchone()


async def give_back(connection: AsyncConnection[Any], app: App, leased: Standing, calls: int) -> None:
    told = {"resource": leased.resource, "read_at": leased.read_at, "resets_at": leased.resets_at}
    values = {**app._asdict(), **told, "calls": calls}
    await connection.execute(GIVE_BACK, values)


async def claim_reading(connection: AsyncConnection[Any], app: App, age: float, patience: float) -> bool:
    """Whether the caller is the one to ask eBay, as nobody has for `age` seconds; answers take `patience` at most."""
    cursor = await connection.execute(CLAIM, {**app._asdict(), "age": age, "patience": patience})
    return await cursor.fetchone() is not None


async def is_first_under_way(connection: AsyncConnection[Any], app: App) -> bool:
    """Whether eBay is being asked for the first time ever."""
    return (await connection.execute(FIRST_UNDER_WAY, app._asdict())).rowcount == 1


async def used(connection: AsyncConnection[Any], app: App) -> dict[str, int]:
    """Calls used by resource, as counted here."""
    cursor = await connection.execute(f"SELECT resource, used FROM call_budgets WHERE {OF_KEYSET}", app._asdict())
    return dict(await cursor.fetchall())


async def keep_reading(
    connection: AsyncConnection[Any], app: App, quotas: Sequence[Quota], before: Mapping[str, int]
) -> None:
    """Takes over what eBay has told; `before` is what was counted here when it was asked."""
    values = {
        **app._asdict(),
        "apis": [quota.api for quota in quotas],
        "resources": [quota.resource for quota in quotas],
        "limits": [quota.limit for quota in quotas],
        "remaining": [quota.remaining for quota in quotas],
        "resets": [quota.reset for quota in quotas],
        "windows": [quota.window for quota in quotas],
        "before": [before.get(quota.resource, 0) for quota in quotas],
    }
    await connection.execute(ADD, values)
    await connection.execute(LOCK, values)
    await connection.execute(READ, values)


async def end_reading(connection: AsyncConnection[Any], app: App, problem: str | None) -> None:
    await connection.execute(READING_ENDED, {**app._asdict(), "problem": problem})


async def block(
    connection: AsyncConnection[Any], app: App, resources: Sequence[str], until: datetime, reason: str
) -> None:
    """Nobody calls these before `until`."""
    values = {**app._asdict(), "resources": list(resources), "until": until, "reason": reason}
    await connection.execute(BLOCK, values)


async def everything(connection: AsyncConnection[Any], app: App, now: datetime) -> list[Standing]:
    """All that is known of an application."""
    async with connection.cursor(row_factory=class_row(Standing)) as cursor:
        await cursor.execute(f"{NOW} ORDER BY api, resource", {**app._asdict(), "now": now})
        return await cursor.fetchall()


async def readings(connection: AsyncConnection[Any], ours: Sequence[App]) -> list[Reading]:
    """Of each environment whose quotas were asked for: when, and why they did not come.

    They are those of `ours`, and of the application that was used last where an environment is not set up here.
    """
    environments, client_ids = [app.environment for app in ours], [app.client_id for app in ours]
    async with connection.cursor(row_factory=class_row(Reading)) as cursor:
        await cursor.execute(READINGS, {"environments": environments, "client_ids": client_ids})
        return await cursor.fetchall()
