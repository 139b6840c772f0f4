"""`ebay-connector user`: the users from a terminal, such as for a forgotten password.

What stores users is imported by the commands that need it, so that all others start without SQLAlchemy.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, cast, get_args

import typer
from pydantic import TypeAdapter, ValidationError

from ebay_connector.auth import schemas
from ebay_connector.auth.roles import Role
from ebay_connector.auth.schemas import NewUser, UserChange
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError, sentence
from ebay_connector.terminal import ask_password, one_of

OnDatabase = Callable[[Callable[[Database], Awaitable[None]]], None]
"""Does work on an open database of this version; how one is found is known on a higher floor."""

Email = Annotated[str, typer.Argument(help="The user's email address.", show_default=False)]
Password = Annotated[str | None, typer.Option(help="Asked for, or read from a pipe, when left out.")]
ROLES = get_args(Role)
WantedRole = Annotated[str, typer.Option(help="What the user may do.", parser=one_of(ROLES), metavar="|".join(ROLES))]
NewRole = Annotated[str, typer.Argument(help=f"{', '.join(ROLES)}.", parser=one_of(ROLES), show_default=False)]


def make_user_app(on_database: OnDatabase, on_new_database: OnDatabase) -> typer.Typer:
    """The commands, on a database that `on_database` finds; `on_new_database` makes one where there is none."""
    help_ = "Add and list users, change passwords and roles, deactivate, activate."
    app = typer.Typer(name="user", help=help_, no_args_is_help=True)

    @app.command()
    def add(
        email: Email,
        name: Annotated[str | None, typer.Option(help="How pages call the user; the email when left out.")] = None,
        role: WantedRole = "viewer",
        password: Password = None,
    ) -> None:
        """Add a user."""
        address = _valid(lambda: TypeAdapter(schemas.Email).validate_python(email))
        values = {"email": address, "name": name or email, "role": role, "password": password}
        on_new_database(lambda database: _add(database, values))

    @app.command()
    def passwd(email: Email, password: Password = None) -> None:
        """Change a user's password and end the user's sessions."""
        on_database(lambda database: _change_password(database, email, password))

    @app.command("list")
    def list_() -> None:
        """List the users."""
        on_database(_list)

    @app.command()
    def role(email: Email, role: NewRole) -> None:
        """Change what a user may do."""
        change = UserChange(role=cast(Role, role))
        on_database(lambda database: _change(database, email, change, f"has the role {role}"))

    @app.command()
    def deactivate(email: Email) -> None:
        """Let a user sign in no more, and end the user's sessions."""
        on_database(lambda database: _change(database, email, UserChange(active=False), "can sign in no more"))

    @app.command()
    def activate(email: Email) -> None:
        """Let a deactivated user sign in again."""
        on_database(lambda database: _change(database, email, UserChange(active=True), "can sign in"))

    return app


async def _add(database: Database, values: dict[str, Any]) -> None:
    from ebay_connector.auth import users

    await users.refuse_taken(database, values["email"])
    values["password"] = values["password"] or ask_password()
    user = await users.create_user(database, _valid(lambda: NewUser.model_validate(values)))
    print(f"{user.email} can sign in as {user.role}.")


async def _change_password(database: Database, email: str, password: str | None) -> None:
    from ebay_connector.auth import users

    await users.user_id_of(database, email)
    change = _valid(lambda: UserChange.model_validate({"password": password or ask_password()}))
    await _change(database, email, change, "has a new password; older sessions ended")


async def _change(database: Database, email: str, change: UserChange, outcome: str) -> None:
    from ebay_connector.auth import users

    user = await users.update_user(database, await users.user_id_of(database, email), change)
    print(f"{user.email} {outcome}.")
    if change.password is not None and not user.active:
        print(f"This user is deactivated: `ebay-connector user activate {user.email}` lets them sign in again.")


async def _list(database: Database) -> None:
    from ebay_connector.auth import users

    found = await users.list_users(database)
    for user in found:
        seen = f"last seen {user.last_seen_at:%Y-%m-%d %H:%M} UTC" if user.last_seen_at else "never signed in"
        print(f"{user.email}  {user.role}  {'active' if user.active else 'deactivated'}  {seen}")
    if not found:
        print("There are no users yet: `ebay-connector user add EMAIL --role admin` adds one.")


def _valid(make: Callable[[], Any]) -> Any:
    """What `make` returns, or one sentence that names the wrong field."""
    try:
        return make()
    except ValidationError as error:
        wrong = error.errors()[0]
        field = str(wrong["loc"][-1]) if wrong["loc"] else "input"
        raise ProblemError(422, "invalid_request", sentence(field, wrong)) from None
