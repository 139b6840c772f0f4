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
            count = await rotate_tokens(database, database.settings)
            if not count:
                print("No account is connected: there are no tokens to encrypt.")
                return
            accounts = "1 account" if count == 1 else f"{count} accounts"
            print(f"The tokens of {accounts} are encrypted with the first of TOKEN_KEYS; the others can be removed.")

        on_database(rotate)

    return rotate_keys
