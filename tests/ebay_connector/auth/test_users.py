"""Adding and changing users, the first user, and the terminal's commands."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from ebay_connector.auth.cli import make_user_app
from ebay_connector.auth.service import ensure_first_user
from ebay_connector.auth.users import list_users
from ebay_connector.db.connect import Addresses
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError, StartError
from ebay_connector.settings import Settings
from tests.conftest import MakeSettings
from tests.support.web import PASSWORD, browser, sign_in

NEW = {"email": "Ann@Shop.Test", "name": " Ann ", "password": "a long password", "role": "operator"}


async def test_an_admin_adds_a_user_who_can_sign_in(app: FastAPI, admin: httpx.AsyncClient) -> None:
    answer = await admin.post("/auth/users", json=NEW)
    assert answer.status_code == 201
    user = answer.json()
    assert (user["email"], user["name"], user["role"], user["active"]) == ("ann@shop.test", "Ann", "operator", True)
    assert user["created_at"].endswith("Z")
    async with browser(app) as client:
        assert (await sign_in(client, "ann@shop.test", "a long password")).status_code == 200
    listed = {row["email"]: row for row in (await admin.get("/auth/users")).json()}
    assert listed["ann@shop.test"]["last_seen_at"]
    assert list(listed) == ["admin@shop.test", "ann@shop.test"]
    assert "password" not in str(listed)


async def test_an_email_is_taken_in_any_case(admin: httpx.AsyncClient) -> None:
    await admin.post("/auth/users", json=NEW)
    answer = await admin.post("/auth/users", json={**NEW, "email": "ANN@shop.test"})
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


async def test_a_wrong_user_is_refused_naming_the_field(admin: httpx.AsyncClient) -> None:
    changes: list[tuple[str, object]] = [
        *(("email", value) for value in ("no address", "a@b\0", 7)),
        *(("name", value) for value in ("", "  ", "A\0")),
        *(("role", value) for value in ("owner", None)),
        ("password", "short"),
    ]
    for field, value in changes:
        answer = await admin.post("/auth/users", json={**NEW, field: value})
        assert answer.status_code == 422, (field, value)
        assert field in answer.json()["detail"]
        assert "a long password" not in answer.text


async def test_the_last_active_admin_stays(admin: httpx.AsyncClient) -> None:
    me = (await admin.get("/auth/me")).json()["id"]
    for change in ({"role": "viewer"}, {"active": False}):
        answer = await admin.patch(f"/auth/users/{me}", json=change)
        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    assert (await admin.get("/auth/users")).json()[0]["role"] == "admin"


async def test_two_admins_who_demote_each_other_at_once_leave_one(admin: httpx.AsyncClient, database: Database) -> None:
    me = (await admin.get("/auth/me")).json()["id"]
    other = (await admin.post("/auth/users", json={**NEW, "role": "admin"})).json()["id"]
    answers = await asyncio.gather(
        admin.patch(f"/auth/users/{me}", json={"active": False}),
        admin.patch(f"/auth/users/{other}", json={"active": False}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_an_unknown_user_is_said_so(admin: httpx.AsyncClient) -> None:
    answer = await admin.patch("/auth/users/999", json={"name": "X"})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_user")
    assert (await admin.patch("/auth/users/abc", json={})).status_code == 422
    assert (await admin.patch("/auth/users/99999999999999999999", json={"name": "X"})).status_code == 422


async def test_a_password_set_by_an_admin_ends_the_users_sessions(
    admin: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    me = (await viewer.get("/auth/me")).json()
    await admin.patch(f"/auth/users/{me['id']}", json={"password": "quite another one"})
    assert (await viewer.get("/auth/me")).status_code == 401
    assert (await sign_in(viewer, me["email"], PASSWORD)).status_code == 401
    assert (await sign_in(viewer, me["email"], "quite another one")).status_code == 200


async def test_everybody_changes_their_own_password_and_stays_signed_in_only_here(
    app: FastAPI, viewer: httpx.AsyncClient
) -> None:
    async with browser(app) as elsewhere:
        await sign_in(elsewhere, "viewer@shop.test")
        wrong = {"current_password": "wrong", "new_password": "quite another one"}
        assert (await viewer.post("/auth/me/password", json=wrong)).json()["code"] == "wrong_password"
        right = {"current_password": PASSWORD, "new_password": "quite another one"}
        assert (await viewer.post("/auth/me/password", json=right)).status_code == 204
        assert (await viewer.get("/auth/me")).status_code == 200
        assert (await elsewhere.get("/auth/me")).status_code == 401


async def test_the_first_user_is_made_once_by_processes_that_start_together(
    database: Database, settings: Settings
) -> None:
    made = await asyncio.gather(*(ensure_first_user(database, settings) for _ in range(3)))
    first = [user for user in made if user]
    assert len(first) == 1
    assert first[0].email == "admin@localhost"
    assert first[0].password
    assert first[0].password not in repr(first[0])
    assert await ensure_first_user(database, settings) is None


async def test_the_first_user_may_come_from_the_settings(
    app: FastAPI, visitor: httpx.AsyncClient, database: Database, make_settings: MakeSettings
) -> None:
    settings = make_settings(admin_email="Boss@Shop.Test", admin_password="from the settings")
    first = await ensure_first_user(database, settings)
    assert first is not None
    assert (first.email, first.password) == ("boss@shop.test", None)
    assert (await sign_in(visitor, "boss@shop.test", "from the settings")).status_code == 200
    assert (await visitor.get("/auth/me")).json()["role"] == "admin"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"admin_email": "boss"}, "^ADMIN_EMAIL: “boss” is not an email address.$"),
        ({"admin_password": "short"}, "^ADMIN_PASSWORD must have 8 characters or more.$"),
    ],
)
async def test_a_first_user_that_could_not_be_added_later_is_refused(
    database: Database, make_settings: MakeSettings, values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(StartError, match=sentence):
        await ensure_first_user(database, make_settings(**values))
    assert await list_users(database) == []


@pytest.fixture
def command(addresses: Addresses, settings: Settings) -> Callable[..., str]:
    """Runs `ebay-connector user …` and returns what it prints."""

    def on_database(work: Callable[[Database], Awaitable[None]]) -> None:
        async def run() -> None:
            database = Database(addresses.url, addresses.direct_url, settings)
            await database.open()
            try:
                await work(database)
            finally:
                await database.close()

        asyncio.run(run())

    def invoke(*arguments: str, typed: str = "") -> str:
        done = CliRunner().invoke(make_user_app(on_database, on_database), arguments, input=typed)
        if isinstance(done.exception, ProblemError):
            raise done.exception
        return done.output

    return invoke


def test_users_are_added_listed_and_deactivated_in_a_terminal(command: Callable[..., str]) -> None:
    assert command("add", "boss@shop.test", "--role", "admin", typed="a long password\n") == (
        "boss@shop.test can sign in as admin.\n"
    )
    command("add", "Ann@Shop.Test", "--name", "Ann", "--password", "a long password")
    assert command("passwd", "ann@shop.test", typed="another password\n") == (
        "ann@shop.test has a new password; older sessions ended.\n"
    )
    command("deactivate", "ann@shop.test")
    assert command("passwd", "ann@shop.test", typed="a third password\n").splitlines() == [
        "ann@shop.test has a new password; older sessions ended.",
        "This user is deactivated: `ebay-connector user activate ann@shop.test` lets them sign in again.",
    ]
    assert command("list").splitlines() == [
        "ann@shop.test  viewer  deactivated  never signed in",
        "boss@shop.test  admin  active  never signed in",
    ]
    refused = command("add", "x@shop.test", "--role", "owner", typed="a long password\n")
    assert "Invalid value for '--role': 'owner' is not one of viewer, operator, admin." in refused


def test_a_role_is_changed_and_a_user_activated_in_a_terminal(command: Callable[..., str]) -> None:
    command("add", "boss@shop.test", "--role", "admin", "--password", "a long password")
    command("add", "ann@shop.test", "--password", "a long password")
    for refused in (["role", "boss@shop.test", "viewer"], ["deactivate", "boss@shop.test"]):
        with pytest.raises(ProblemError, match=r"This is the last active admin\."):
            command(*refused)
    assert command("role", "Ann@Shop.Test", "admin") == "ann@shop.test has the role admin.\n"
    assert command("deactivate", "boss@shop.test") == "boss@shop.test can sign in no more.\n"
    assert command("activate", "boss@shop.test") == "boss@shop.test can sign in.\n"
    assert command("list").splitlines() == [
        "ann@shop.test  admin  active  never signed in",
        "boss@shop.test  admin  active  never signed in",
    ]
    assert "'owner' is not one of viewer, operator, admin." in command("role", "ann@shop.test", "owner")


def test_a_list_without_users_says_so(command: Callable[..., str]) -> None:
    assert command("list").startswith("There are no users yet: `ebay-connector user add EMAIL")


def test_whether_there_is_such_a_user_is_looked_at_before_the_password(command: Callable[..., str]) -> None:
    command("add", "ann@shop.test", "--password", "a long password")
    with pytest.raises(ProblemError, match=r"There is a user with the email ann@shop\.test already"):
        command("add", "ANN@shop.test", "--password", "short")
    with pytest.raises(ProblemError, match=r"There is no user with the email x@shop\.test"):
        command("passwd", "x@shop.test", "--password", "short")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "nobody", "--password", "a long password"], "^“nobody” is not an email address.$"),
        (["add", "x@shop.test", "--password", "short"], "^password must have 8 characters or more.$"),
        (["passwd", "x@shop.test", "--password", "a long password"], "There is no user with the email x@shop.test"),
    ],
)
def test_a_wrong_command_is_refused_with_a_sentence(
    command: Callable[..., str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(ProblemError, match=sentence):
        command(*arguments)
