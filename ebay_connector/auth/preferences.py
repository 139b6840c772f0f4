"""What each user's pages remember, such as a grid's columns."""

import json
from typing import Any

from psycopg import DataError
from psycopg.types.json import Json

from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError

LONGEST_VALUE = 64 * 1024
SAVE = """
INSERT INTO user_preferences (user_id, key, value) VALUES (%s, %s, %s)
ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value
"""


async def get(database: Database, user_id: int, key: str) -> Any:
    """The value, or None when nothing was remembered."""
    async with database.reading() as connection:
        cursor = await connection.execute(
            "SELECT value FROM user_preferences WHERE user_id = %s AND key = %s", (user_id, key)
        )
        row = await cursor.fetchone()
    return row[0] if row else None


async def put(database: Database, user_id: int, key: str, value: Any) -> None:
    """Remembers any JSON of at most 64 KB."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        size = len(text.encode())
        if size > LONGEST_VALUE:
            message = f"The value has {size} bytes; at most {LONGEST_VALUE} are kept."
            raise ProblemError(413, "too_large", message)
        async with database.transaction() as connection:
            await connection.execute(SAVE, (user_id, key, Json(value)))
    except (DataError, ValueError):
        message = "The value holds text or numbers that Postgres cannot store, such as NUL characters."
        raise ProblemError(422, "invalid_request", message) from None
