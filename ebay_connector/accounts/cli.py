"""`ebay-connector rotate-keys`: encrypts the stored tokens with the newest key."""

from collections.abc import Awaitable, Callable

from ebay_connector.accounts.crypto import rotate_tokens
from ebay_connector.db.pool import Database

OnDatabase = Callable[[Callable[[Database], Awaitable[None]]], None]


def make_rotate_command(on_database: OnDatabase) -> Callable[[], None]:
    """The command, on a database that `on_database` finds."""

    def rotate_keys() -> None:
        """Encrypt all eBay tokens with the first of TOKEN_KEYS, so that the others can be dropped."""

        async def rotate(database: Database) -> None:
            rotated = await rotate_tokens(database, database.settings)
            print(_outcome(rotated.accounts))
            if rotated.dropped:
                keys = "1 signing key" if rotated.dropped == 1 else f"{rotated.dropped} signing keys"
                print(f"Dropped {keys} that TOKEN_KEYS does not open: eBay makes a new one when a sync needs it.")

        on_database(rotate)

    return rotate_keys


def _outcome(count: int) -> str:
    if not count:
        return "No account is connected: there are no tokens to encrypt."
    accounts = "1 account" if count == 1 else f"{count} accounts"
    return f"The tokens of {accounts} are encrypted with the first of TOKEN_KEYS; the others can be removed."
