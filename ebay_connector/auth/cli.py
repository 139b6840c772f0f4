"""`ebay-connector user`: the users from a terminal, such as for a forgotten password.

What stores users is imported by the commands that need it, so that all others start without SQLAlchemy.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from ebay_connector.auth.roles import Role
from ebay_connector.auth.schemas import NewUser, UserChange
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError, sentence

OnDatabase = Callable[[Callable[[Database], Awaitable[None]]], None]
"""Does work on an open database of this version; how one is found is known on a higher floor."""

Email = Annotated[str, typer.Argument(help="The user's email address.", show_default=False)]
Password = Annotated[str | None, typer.Option(help="Asked for, or read from a pipe, when left out.")]


def make_user_app(on_database: OnDatabase) -> typer.Typer:
    """The commands, on a database that `on_database` finds."""
    app = typer.Typer(name="user", help="Add users, change passwords, list, deactivate.", no_args_is_help=True)

    @app.command()
    def add(
        email: Email,
        name: Annotated[str | None, typer.Option(help="How pages call the user; the email when left out.")] = None,
        role: Annotated[Role, typer.Option(help="What the user may do.")] = "viewer",
        password: Password = None,
    ) -> None:
        """Add a user."""
        values = {"email": email, "name": name or email, "role": role, "password": password or _ask()}
        new = _valid(lambda: NewUser.model_validate(values))
        on_database(lambda database: _add(database, new))

    @app.command()
    def passwd(email: Email, password: Password = None) -> None:
        """Change a user's password and end the user's sessions."""
        change = _valid(lambda: UserChange.model_validate({"password": password or _ask()}))
        on_database(lambda database: _change(database, email, change, "has a new password; older sessions ended"))

    @app.command("list")
    def list_() -> None:
        """List the users."""
        on_database(_list)

    @app.command()
    def deactivate(email: Email) -> None:
        """Let a user sign in no more, and end the user's sessions."""
        on_database(lambda database: _change(database, email, UserChange(active=False), "can sign in no more"))

    return app


async def _add(database: Database, new: NewUser) -> None:
    from ebay_connector.auth import users

    user = await users.create_user(database, new)
    print(f"{user.email} can sign in as {user.role}.")


async def _change(database: Database, email: str, change: UserChange, outcome: str) -> None:
    from ebay_connector.auth import users

    user = await users.update_user(database, await users.user_id_of(database, email), change)
    print(f"{user.email} {outcome}.")


async def _list(database: Database) -> None:
    from ebay_connector.auth import users

    for user in await users.list_users(database):
        seen = f"last seen {user.last_seen_at:%Y-%m-%d %H:%M} UTC" if user.last_seen_at else "never signed in"
        print(f"{user.email}  {user.role}  {'active' if user.active else 'deactivated'}  {seen}")


def _ask() -> str:
    if sys.stdin.isatty():
        password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return password
    return sys.stdin.readline().rstrip("\r\n")


def _valid(make: Callable[[], Any]) -> Any:
    """What `make` returns, or one sentence that names the wrong field."""
    try:
        return make()
    except ValidationError as error:
        wrong = error.errors()[0]
        field = str(wrong["loc"][-1]) if wrong["loc"] else "input"
        raise ProblemError(422, "invalid_request", sentence(field, wrong)) from None
