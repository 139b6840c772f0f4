"""Starting and stopping runs, and the state of every stream of every account."""

from collections.abc import Container
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.accounts.scopes import in_words
from ebay_connector.ebay.oauth import scope_url
from ebay_connector.errors import ProblemError
from ebay_connector.jobs import Jobs
from ebay_connector.operations import queries
from ebay_connector.operations.schemas import ScheduleChange, SyncRequest, WaitingChoice
from ebay_connector.streams import BY_NAME, STREAMS, parent_of
from ebay_connector.streams.stream import Stream
from ebay_connector.sync import permits, runs

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
    """Makes a run for each account that can be synced; the others are explained, in a 409 when they are all."""
    accounts = await _chosen(connection, wanted.account_ids)
    ungranted = await permits.ungranted(connection)
    answer: Row = {"runs": [], "skipped": []}
    for account in accounts:
        blocked = blocked_because(account, stream, ungranted)
        if blocked:
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
    if not answer["runs"] and all(skipped["code"] == "scope_missing" for skipped in answer["skipped"]):
        sentences = (skipped["detail"] for skipped in answer["skipped"])
        raise ProblemError(409, "scope_missing", " ".join(sentences))
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
    detail = f"Run {run_id} of {stream.title} is already active for {account['name']}; it goes on."
    return {"account_id": account["id"], "code": "already_running", "detail": detail, "run_id": run_id}


async def try_now(connection: AsyncConnection[Any], jobs: Jobs, choice: WaitingChoice, user_id: int | None) -> Row:
    """Makes waiting records due, and runs of their streams that read them."""
    if choice.stream:
        known_stream(choice.stream)
    if choice.account_id is not None:
        await _chosen(connection, [choice.account_id])
    wanted = choice.model_dump()
    found = await queries.try_now(connection, list(BY_NAME), **wanted)
    answer: Row = {"due": sum(row["count"] for row in found), "runs": [], "skipped": []}
    accounts = {account["id"]: account for account in await queries.accounts(connection)}
    ungranted = await permits.ungranted(connection)
    for account_id, name in ((row["account_id"], row["stream"]) for row in found):
        blocked = blocked_because(accounts[account_id], BY_NAME[name], ungranted)
        if blocked:
            answer["skipped"].append({"account_id": account_id, **blocked})
            continue
        made = await runs.request(connection, jobs, account_id, name, kind="manual", requested_by=user_id)
        answer["runs"].append(await known_run(connection, made.run_id))
    return answer


def blocked_because(account: Row, stream: Stream, ungranted: Container[tuple[int, str]]) -> Row | None:
    """Why a stream of an account cannot be synced now, or None."""
    name = account["name"]
    if account["status"] == "disconnected":
        return {"code": "disconnected", "detail": f"{name} is disconnected. Connect it again to sync."}
    if account["status"] == "reconnect_needed":
        detail = account["status_reason"] or f"eBay no longer accepts the sign-in of {name}. Reconnect it."
        return {"code": "reconnect_needed", "detail": detail}
    if (account["id"], stream.name) in ungranted:
        return {
            "code": "scope_missing",
            "detail": _ungranted(account, stream),
            "scope": stream.scope,
            "permission": in_words(stream.scope) or stream.title,
        }
    return None


def _ungranted(account: Row, stream: Stream) -> str:
    name, needed = account["name"], f"“{in_words(stream.scope)}” ({stream.scope}), which {stream.title} needs"
    if not stream.scope:
        return f"eBay says that the consent of {name} does not cover {stream.title}. Grant it anew."
    if scope_url(stream.scope) not in account["scopes"]:
        return f"{name} has not granted {needed}. Grant it to sync."
    return (
        f"eBay says that {name} has not granted {needed}. Grant it again; if eBay still refuses, "
        "the keyset has no access to that API."
    )


async def sync_state(connection: AsyncConnection[Any]) -> list[Row]:
    """Every stream of every account: runs, schedule, how far it is complete."""
    progress = {(row["account_id"], row["stream"]): row for row in await queries.progress(connection)}
    active = _by_stream(await queries.newest_runs(connection, list(BY_NAME), active=True))
    ended = _by_stream(await queries.newest_runs(connection, list(BY_NAME), active=False))
    open_slices = await queries.open_slices(connection)
    waiting = _by_stream(await queries.waiting_counts(connection))
    rejected = _by_stream(await queries.rejected_counts(connection))
    ungranted = await permits.ungranted(connection)
    state = []
    for account in await queries.accounts(connection):
        for stream in STREAMS:
            key = (account["id"], stream.name)
            blocked = blocked_because(account, stream, ungranted)
            state.append(
                {
                    "account_id": account["id"],
                    "account_name": account["name"],
                    "environment": account["environment"],
                    "stream": stream.name,
                    "title": stream.title,
                    "active_run": active.get(key),
                    "last_run": ended.get(key),
                    "blocked": blocked,
                    "waits_for": None,
                    "waiting": waiting.get(key),
                    "set_aside": rejected[key]["count"] if key in rejected else 0,
                    **_progress(progress.get(key) or {}, key in open_slices, may_run=blocked is None),
                }
            )
    return _followed(state)


def _followed(state: list[Row]) -> list[Row]:
    """A stream that follows another has been read only so far as that has."""
    reached = {(row["account_id"], row["stream"]): row["synced_until"] for row in state}
    for row in state:
        parent = parent_of(BY_NAME[row["stream"]]).name
        if parent != row["stream"] and reached[row["account_id"], parent] is None:
            row |= {"waits_for": parent, "synced_until": None}
    return state


async def set_schedule(
    connection: AsyncConnection[Any], account_id: int, stream: Stream, change: ScheduleChange
) -> Row:
    """Changes when a stream of an account runs by itself; what it follows is switched on with it."""
    [account] = await _chosen(connection, [account_id])
    row = await queries.set_schedule(
        connection, account_id, stream.name, enabled=change.enabled, every_minutes=change.every_minutes
    )
    if change.enabled:
        await permits.switch_on(connection, account_id, [stream.name])
    blocked = blocked_because(account, stream, await permits.ungranted(connection))
    return _schedule(row, may_run=blocked is None)


def _schedule(row: Row, *, may_run: bool) -> Row:
    next_at = row["next_at"] if row["enabled"] and may_run else None
    return {"enabled": row["enabled"], "every_minutes": row["every_minutes"], "next_at": next_at}


def _progress(row: Row, has_open: bool, *, may_run: bool) -> Row:
    synced: datetime | None = row.get("complete_until" if has_open else "planned_until")
    schedule = _schedule(row, may_run=may_run) if row.get("every_minutes") else None
    backfill = {"done": row["done"], "total": row["total"]} if row.get("total") else None
    return {"rows": row.get("rows") or 0, "synced_until": synced, "schedule": schedule, "backfill": backfill}


def _by_stream(rows: list[Row]) -> dict[tuple[int, str], Row]:
    return {(row["account_id"], row["stream"]): row for row in rows}
