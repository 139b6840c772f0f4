"""Failed sign-ins slow down whoever makes them."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from ebay_connector.auth import attempts
from ebay_connector.auth.attempts import Attempt
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError
from tests.support.web import PASSWORD, browser, sign_in

ONE = Attempt("somebody@shop.test", "203.0.113.7")


async def fail(database: Database, attempt: Attempt = ONE) -> int | None:
    """One failed attempt; the seconds to wait when it was not let through."""
    try:
        async with database.transaction() as connection:
            await attempts.begin(connection, attempt)
    except ProblemError as problem:
        return int(problem.headers["Retry-After"])
    return None


async def let_time_pass(database: Database, seconds: int) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE login_attempts SET blocked_until = blocked_until - %(s)s * interval '1 s', "
            "window_ends_at = window_ends_at - %(s)s * interval '1 s'",
            {"s": seconds},
        )


async def test_after_five_failures_the_right_password_must_wait_too(
    visitor: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    for _ in range(5):
        assert (await sign_in(visitor, "viewer@shop.test", "wrong")).status_code == 401
    answer = await sign_in(visitor, "viewer@shop.test", PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    assert (await viewer.get("/auth/me")).status_code == 200


async def test_the_wait_grows_and_a_success_clears_it(database: Database, app: FastAPI, viewer: object) -> None:
    one = Attempt("viewer@shop.test", "203.0.113.7")
    waits = []
    for _ in range(5):
        assert await fail(database, one) is None
    for _ in range(6):
        waits.append(await fail(database, one) or 0)
        await let_time_pass(database, waits[-1])
        assert await fail(database, one) is None
    assert [round(wait, -1) for wait in waits] == [30, 60, 120, 240, 480, 900]
    await let_time_pass(database, 900)
    async with browser(app) as client:
        assert (await sign_in(client, "viewer@shop.test")).status_code == 200
        for _ in range(5):
            assert (await sign_in(client, "viewer@shop.test", "wrong")).status_code == 401


async def test_failures_are_forgotten_after_the_window(database: Database) -> None:
    for _ in range(4):
        await fail(database)
    await let_time_pass(database, 15 * 60 + 1)
    assert [await fail(database) for _ in range(5)] == [None] * 5


async def test_twenty_failures_slow_down_an_address_for_all_emails(database: Database) -> None:
    emails = [f"user{number}@shop.test" for number in range(21)]
    for email in emails[:20]:
        assert await fail(database, Attempt(email, "203.0.113.7")) is None
    assert await fail(database, Attempt(emails[20], "203.0.113.7"))
    assert await fail(database, Attempt(emails[20], "203.0.113.8")) is None


async def test_a_refused_address_does_not_count_against_the_email(database: Database) -> None:
    for number in range(20):
        await fail(database, Attempt(f"user{number}@shop.test", "203.0.113.7"))
    for _ in range(10):
        assert await fail(database, ONE)
    assert await fail(database, Attempt(ONE.email, "203.0.113.8")) is None


async def test_one_good_account_does_not_unlock_guessing_from_an_address(database: Database) -> None:
    good = Attempt("good@shop.test", "203.0.113.7")
    for number in range(19):
        await fail(database, Attempt(f"user{number}@shop.test", "203.0.113.7"))
        if number % 3 == 0:
            async with database.transaction() as connection:
                await attempts.begin(connection, good)
                await attempts.succeed(connection, good)
    assert await fail(database) is None
    assert await fail(database, Attempt("another@shop.test", "203.0.113.7"))


async def test_many_guesses_at_once_are_not_let_through_together(database: Database) -> None:
    outcomes = await asyncio.gather(*(fail(database) for _ in range(30)))
    assert outcomes.count(None) == 5


@pytest.mark.parametrize("email", ["viewer@shop.test", "nobody@shop.test"])
async def test_known_and_unknown_emails_are_slowed_down_alike(
    visitor: httpx.AsyncClient, viewer: object, email: str
) -> None:
    statuses = [(await sign_in(visitor, email, "wrong")).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


async def test_what_was_typed_as_email_is_not_stored(database: Database, visitor: httpx.AsyncClient) -> None:
    await sign_in(visitor, "my secret password", "viewer@shop.test")
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT json_agg(a)::text FROM login_attempts a")
        row = await cursor.fetchone()
    assert row is not None
    assert b"my secret password".hex() not in row[0]
    assert "my secret" not in row[0]
