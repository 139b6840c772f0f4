"""The key that signs calls for sellers of the EU and UK: made at eBay once for the application, kept encrypted."""

from typing import Any

import msgspec
from psycopg import AsyncConnection

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.crypto import TokenCipher
from ebay_connector.db.pool import Database
from ebay_connector.ebay.hosts import Environment
from ebay_connector.ebay.request import Request
from ebay_connector.ebay.signature import KEYS_PATH, NewKey, SigningKey
from ebay_connector.log import get_logger

log = get_logger(__name__)
FIND = (
    "SELECT jwe, private_key_encrypted FROM signing_keys "
    "WHERE environment = %s AND client_id = %s AND expires_at > now() + interval '7 days' "
    "ORDER BY expires_at DESC"
)
KEEP = (
    "INSERT INTO signing_keys (environment, client_id, signing_key_id, jwe, private_key_encrypted, expires_at) "
    "VALUES (%s, %s, %s, %s, %s, to_timestamp(%s))"
)
GIVE_UP = (
    "UPDATE signing_keys k SET expires_at = now() WHERE jwe = %s AND expires_at > now() AND NOT EXISTS (SELECT "
    "FROM signing_keys other WHERE (other.environment, other.client_id) = (k.environment, k.client_id) "
    "AND other.expires_at BETWEEN now() - interval '1 hour' AND now())"
)
REFUSALS = frozenset({215115, 215116, 215117, 215120, 215121, 215122})
"""eBay's errors for a key that it does not know, or whose signature it does not accept."""
ALONE = "SELECT pg_advisory_xact_lock(hashtext('signing key'), hashtext(%s))"


async def signing_key(database: Database, clients: EbayClients, cipher: TokenCipher, env: Environment) -> SigningKey:
    """The environment's key; made when none is readable, or when it ends within a week. One worker makes it."""
    client_id = clients.keyset(env).client_id
    async with database.transaction() as connection:
        if known := _readable(cipher, await _stored(connection, env, client_id)):
            return known
    async with database.transaction() as connection:
        await connection.execute(ALONE, (f"{env}:{client_id}",))
        stored = await _stored(connection, env, client_id)
        if known := _readable(cipher, stored):
            return known
        new = await _make(clients, env)
        encrypted = cipher.encrypt(new.private_key)
        values = (env, client_id, new.signing_key_id, new.jwe, encrypted, new.expiration_time)
        await connection.execute(KEEP, values)
    if stored:
        log.warning("No key in TOKEN_KEYS opens the signing key; eBay has made a new one.", environment=env)
    else:
        log.info("eBay has made a signing key.", environment=env, key=new.signing_key_id)
    return SigningKey(new.jwe, new.private_key)


async def give_up(database: Database, key: SigningKey) -> bool:
    """eBay has refused the key: who needs one has a new one made. False when that has been done within an hour."""
    async with database.transaction() as connection:
        return (await connection.execute(GIVE_UP, (key.jwe,))).rowcount > 0


async def _stored(connection: AsyncConnection[Any], env: Environment, client_id: str) -> list[tuple[str, bytes]]:
    return await (await connection.execute(FIND, (env, client_id))).fetchall()


def _readable(cipher: TokenCipher, stored: list[tuple[str, bytes]]) -> SigningKey | None:
    """The newest that TOKEN_KEYS opens. The others stay: a key that was mistyped may be put back."""
    return next((SigningKey(jwe, cipher.decrypt(key)) for jwe, key in stored if cipher.opens(key)), None)


async def _make(clients: EbayClients, env: Environment) -> NewKey:
    client, application = await clients.get(env), await clients.application(env)
    request = Request(
        "POST",
        "apiz",
        KEYS_PATH,
        headers=(("Content-Type", "application/json"),),
        body=msgspec.json.encode({"signingKeyCipher": "ED25519"}),
    )
    return await client.send(request, application, validate=lambda answer: answer.json(NewKey))
