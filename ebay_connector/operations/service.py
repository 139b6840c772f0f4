"""Starting and stopping runs, and the state of every stream of every account."""

from datetime import datetime
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.errors import ProblemError
from ebay_connector.jobs import Jobs
from ebay_connector.operations import queries
from ebay_connector.operations.schemas import SyncRequest
from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.stream import Stream
from ebay_connector.sync import runs

Row = dict[str, Any]


def known_stream(name: str) -> Stream:
    """The stream of that name, or a 404."""
    if name not in BY_NAME:
        names = ", ".join(BY_NAME)
        raise ProblemError(404, "unknown_stream", f"There is no stream “{name}”. The streams are: {names}.")
    return BY_NAME[name]


async def known_run(connection: AsyncConnection[Any], run_id: int) -> Row:
    """The run of that number, or a 404."""
    run = await queries.run(connection, run_id)
    if run is None:
        raise ProblemError(404, "unknown_run", f"There is no run {run_id}.")
    return run


async def start_sync(
    connection: AsyncConnection[Any], jobs: Jobs, stream: Stream, wanted: SyncRequest, user_id: int | None
) -> Row:
    """Makes a run for each account that can be synced; the others are explained."""
    accounts = await _chosen(connection, wanted.account_ids)
    answer: Row = {"runs": [], "skipped": []}
    for account in accounts:
        blocked = blocked_because(account, stream)
        if blocked and blocked["code"] != "scope_missing":
            answer["skipped"].append({"account_id": account["id"], **blocked})
            continue
        made = await runs.request(
            connection,
            jobs,
            account["id"],
            stream.name,
            kind="manual",
            full=wanted.full,
            log_bodies=wanted.log_bodies,
            requested_by=user_id,
        )
        answer["runs"].append(await known_run(connection, made.run_id))
        if not made.created:
            answer["skipped"].append(_already_running(account, stream, made.run_id))
    return answer


async def _chosen(connection: AsyncConnection[Any], ids: list[int] | None) -> list[Row]:
    accounts = await queries.accounts(connection)
    if ids is None:
        if not accounts:
            raise ProblemError(409, "no_accounts", "No eBay account is connected yet. Connect a seller first.")
        return accounts
    unknown = sorted(set(ids) - {account["id"] for account in accounts})
    if unknown:
        raise ProblemError(404, "unknown_account", f"There is no account {', '.join(map(str, unknown))}.")
    return [account for account in accounts if account["id"] in ids]


def _already_running(account: Row, stream: Stream, run_id: int) -> Row:
    detail = f"Run {run_id} of {stream.name} is already active for {account['name']}; it goes on."
    return {"account_id": account["id"], "code": "already_running", "detail": detail, "run_id": run_id}


def blocked_because(account: Row, stream: Stream) -> Row | None:
    """Why a stream of an account cannot be synced now, or None."""
    name = account["name"]
    if account["status"] == "disconnected":
        return {"code": "disconnected", "detail": f"{name} is disconnected. Connect it again to sync."}
    if account["status"] == "reconnect_needed":
        detail = account["status_reason"] or f"eBay no longer accepts the sign-in of {name}. Reconnect it."
        return {"code": "reconnect_needed", "detail": detail}
    granted = {scope.rpartition("/")[2] for scope in account["scopes"]}
    if stream.scope and stream.scope not in granted:
        detail = f"{name} has not granted {stream.scope}, which {stream.title} needs. Reconnect it to grant it."
        return {"code": "scope_missing", "detail": detail}
    return None


async def sync_state(connection: AsyncConnection[Any]) -> list[Row]:
    """Every stream of every account: runs, schedule, how far it is complete."""
    progress = {(row["account_id"], row["stream"]): row for row in await queries.progress(connection)}
    active = _by_stream(await queries.newest_runs(connection, list(BY_NAME), active=True))
    ended = _by_stream(await queries.newest_runs(connection, list(BY_NAME), active=False))
    open_slices = await queries.open_slices(connection)
    state = []
    for account in await queries.accounts(connection):
        for stream in STREAMS:
            key = (account["id"], stream.name)
            state.append(
                {
                    "account_id": account["id"],
                    "account_name": account["name"],
                    "environment": account["environment"],
                    "stream": stream.name,
                    "title": stream.title,
                    "active_run": active.get(key),
                    "last_run": ended.get(key),
                    "blocked": blocked_because(account, stream),
                    **_progress(progress.get(key) or {}, key in open_slices, account["status"] == "connected"),
                }
            )
    return state


def _progress(row: Row, has_open: bool, is_connected: bool) -> Row:
    synced: datetime | None = row.get("complete_until" if has_open else "planned_until")
    schedule = None
    if row.get("every_minutes"):
        next_at = row["next_at"] if row["enabled"] and is_connected else None
        schedule = {"enabled": row["enabled"], "every_minutes": row["every_minutes"], "next_at": next_at}
    backfill = {"done": row["done"], "total": row["total"]} if row.get("total") else None
    return {"rows": row.get("rows") or 0, "synced_until": synced, "schedule": schedule, "backfill": backfill}


def _by_stream(rows: list[Row]) -> dict[tuple[int, str], Row]:
    return {(row["account_id"], row["stream"]): row for row in rows}
