"""Signing in, and the first user of a new installation."""

from dataclasses import dataclass, field

from pydantic import ValidationError

from ebay_connector.auth import attempts, sessions, tokens
from ebay_connector.auth.attempts import Attempt
from ebay_connector.auth.passwords import generate_password, hash_password, verify_password
from ebay_connector.auth.schemas import NewUser
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError, StartError, sentence
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings

log = get_logger(__name__)
FIRST_EMAIL = "admin@localhost"
FIRST_USER_LOCK = 0x65426175  # any number that nothing else of ours takes
FIND = "SELECT id, password_hash FROM users WHERE email = %s AND active"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sign-in gives: the browser's cookie, and a Bearer token for programs with its life in seconds."""

    cookie: str = field(repr=False)
    access_token: str = field(repr=False)
    expires_in: int


@dataclass(frozen=True, slots=True)
class FirstUser:
    """The first user. `password` is there only when it was generated, to be shown once."""

    email: str
    password: str | None = field(repr=False)


async def sign_in(
    database: Database, settings: Settings, attempt: Attempt, password: str, user_agent: str = ""
) -> SignIn:
    """Begins a session, or raises 401 for wrong credentials and 429 after too many of them."""
    user_id = await check_password(database, attempt, password)
    if user_id is None:
        log.warning("A sign-in failed.", address=attempt.address)
        raise ProblemError(401, "invalid_credentials", "The email or the password is wrong.")
    cookie = tokens.new_cookie()
    async with database.transaction() as connection:
        session_id = await sessions.begin(connection, settings, user_id, cookie, user_agent)
    log.info("Signed in.", user=user_id, address=attempt.address)
    return SignIn(cookie, *tokens.issue(settings, session_id, user_id))


async def check_password(database: Database, attempt: Attempt, password: str) -> int | None:
    """The id of the user whose password it is; None when there is none. Failures slow down."""
    async with database.transaction() as connection:
        await attempts.begin(connection, attempt)
    async with database.transaction() as connection:
        # Postgres takes no NUL, and no user's email holds one.
        cursor = await connection.execute(FIND, ("" if "\0" in attempt.email else attempt.email,))
        user_id, stored = await cursor.fetchone() or (None, None)
    if not await verify_password(password, stored):
        return None
    async with database.transaction() as connection:
        await attempts.succeed(connection, attempt)
    return int(user_id) if user_id else None


async def ensure_first_user(database: Database, settings: Settings) -> FirstUser | None:
    """Makes an admin when there is no user at all; None when there is one. Safe when two processes start at once."""
    if await _has_users(database):
        return None
    given = settings.admin_password.get_secret_value() if settings.admin_password else None
    new = _admin(settings.admin_email or FIRST_EMAIL, given or generate_password())
    first = FirstUser(new.email, None if given else new.password)
    password_hash = await hash_password(new.password)
    async with database.transaction() as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (FIRST_USER_LOCK,))
        made = await connection.execute(
            "INSERT INTO users (email, name, role, password_hash) "
            "SELECT %s, 'Admin', 'admin', %s WHERE NOT EXISTS (SELECT FROM users)",
            (new.email, password_hash),
        )
        return first if made.rowcount else None


def _admin(email: str, password: str) -> NewUser:
    try:
        return NewUser(email=email, name="Admin", role="admin", password=password)
    except ValidationError as error:
        wrong = error.errors()[0]
        setting = f"ADMIN_{wrong['loc'][0]}".upper()
        said = sentence(setting, wrong)
        raise StartError(said if said.startswith(setting) else f"{setting}: {said}") from None


async def _has_users(database: Database) -> bool:
    async with database.reading() as connection:
        cursor = await connection.execute("SELECT EXISTS (SELECT FROM users)")
        row = await cursor.fetchone()
        return bool(row and row[0])
