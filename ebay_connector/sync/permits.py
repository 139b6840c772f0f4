"""Which streams sellers have granted, and what a consent sets going."""

from collections.abc import Collection
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.accounts.service import Choice
from ebay_connector.ebay.oauth import scope_url
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.streams import STREAMS, with_followed
from ebay_connector.sync import runs

log = get_logger(__name__)
SCOPES = "unnest(%(streams)s::text[], %(scopes)s::text[]) AS p(stream, scope)"
GRANTED = """
(p.scope = '' OR p.scope = ANY(a.scopes)) AND NOT coalesce((
    SELECT r.scope_missing AND r.started_at > a.connected_at FROM sync_runs r
    WHERE r.account_id = a.id AND r.stream = p.stream ORDER BY r.id DESC LIMIT 1), false)
"""
"""Whether account `a` may read the stream of `p`: by its consent, and by what eBay said since when it was last read."""
UNGRANTED = f"SELECT a.id, p.stream FROM accounts a CROSS JOIN {SCOPES} WHERE NOT ({GRANTED})"
ADD_SCHEDULES = """
INSERT INTO sync_schedules (account_id, stream, enabled, every_minutes, next_at)
SELECT a.id, s.stream, coalesce(s.stream = ANY(%(chosen)s::text[]), true), s.minutes,
    now() + s.minutes * interval '1 minute'
FROM accounts a CROSS JOIN unnest(%(streams)s::text[], %(minutes)s::int[]) AS s(stream, minutes)
WHERE a.status = 'connected' AND (%(account)s::int IS NULL OR a.id = %(account)s)
ORDER BY a.id, s.stream ON CONFLICT DO NOTHING RETURNING stream
"""
ENABLE = "UPDATE sync_schedules SET enabled = true WHERE account_id = %s AND stream = ANY(%s)"
DISABLE = """
UPDATE sync_schedules SET enabled = false WHERE account_id = %s AND stream <> ALL(%s) AND enabled RETURNING stream
"""
TRY_AGAIN = """
UPDATE sync_schedules s SET next_at = now() WHERE account_id = %s AND enabled AND (
    SELECT r.status = 'failed' FROM sync_runs r
    WHERE r.account_id = s.account_id AND r.stream = s.stream ORDER BY r.id DESC LIMIT 1)
"""


def scope_values() -> dict[str, list[str]]:
    """What `SCOPES` takes."""
    scopes = [scope_url(stream.scope) if stream.scope else "" for stream in STREAMS]
    return {"streams": [stream.name for stream in STREAMS], "scopes": scopes}


async def ungranted(connection: AsyncConnection[Any]) -> set[tuple[int, str]]:
    """Accounts and streams that cannot be read before the seller grants what they need."""
    cursor = await connection.execute(UNGRANTED, scope_values())
    return {(row[0], row[1]) for row in await cursor.fetchall()}


async def add_schedules(
    connection: AsyncConnection[Any],
    every_minutes: int,
    account_id: int | None = None,
    chosen: list[str] | None = None,
) -> set[str]:
    """A schedule for each stream that a connected account, or the given one, has none for; due an interval from now.

    Those that are not `chosen` are off; without a choice all are on. Returns the streams that got one.
    """
    cursor = await connection.execute(
        ADD_SCHEDULES,
        {
            "streams": [stream.name for stream in STREAMS],
            "minutes": [stream.every_minutes or every_minutes for stream in STREAMS],
            "account": account_id,
            "chosen": chosen,
        },
    )
    return {row[0] for row in await cursor.fetchall()}


async def set_going(
    connection: AsyncConnection[Any],
    jobs: Jobs,
    every_minutes: int,
    account_id: int,
    choice: Choice | None,
    user_id: int,
) -> None:
    """What follows a consent: schedules, and a run at once for each chosen stream that the account had before.

    What has failed is due now, as the consent may have been what it lacked.
    Whoever chooses a stream that follows another chooses that one too.
    """
    chosen = with_followed(choice.streams) if choice else None
    fresh = await add_schedules(connection, every_minutes, account_id, chosen)
    waited = [name for name in chosen or () if name not in fresh]
    await switch_on(connection, account_id, waited)
    if choice and not choice.adds:
        await _switch_others_off(connection, account_id, chosen or [])
    for name in waited:
        await runs.request(connection, jobs, account_id, name, kind="manual", requested_by=user_id)
    await connection.execute(TRY_AGAIN, (account_id,))


async def switch_on(connection: AsyncConnection[Any], account_id: int, streams: Collection[str]) -> None:
    """Has these streams run by themselves again, and those that they follow."""
    await connection.execute(ENABLE, (account_id, with_followed(streams)))


async def _switch_others_off(connection: AsyncConnection[Any], account_id: int, chosen: list[str]) -> None:
    cursor = await connection.execute(DISABLE, (account_id, chosen))
    if off := sorted(row[0] for row in await cursor.fetchall()):
        log.info("Streams that are no longer chosen run no more by themselves.", account=account_id, streams=off)
