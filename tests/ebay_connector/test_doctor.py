"""The doctor: a line for each check, and what to mend."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from ebay_connector.db.cluster import free_port
from ebay_connector.db.pool import Database
from ebay_connector.doctor import doctor, examine
from ebay_connector.errors import StartError
from ebay_connector.settings import Settings
from tests.conftest import MakeSettings
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres

OTHER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


async def lines(settings: Settings) -> list[str]:
    return [str(finding) async for finding in examine(settings)]


def line(found: list[str], title: str) -> str:
    return next(text for text in found if text[2:].startswith(title))


async def test_a_fresh_installation_has_nothing_to_mend(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    await doctor(settings)
    printed = capsys.readouterr().out
    assert "✗" not in printed
    assert "✓ Tables: at revision" in printed
    assert "· eBay production: not set up; EBAY_PRODUCTION_CLIENT_ID" in printed
    assert "· Worker: none runs" in printed


async def test_an_unreachable_database_is_the_only_finding(
    make_settings: MakeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"postgresql://shop:hunter2@127.0.0.1:{free_port()}/shop"
    with pytest.raises(StartError, match="1 of these needs mending"):
        await doctor(make_settings(database_url=url))
    printed = capsys.readouterr().out
    assert "✗ Database: The database at 127.0.0.1" in printed
    assert "Check DATABASE_URL" in printed
    assert "hunter2" not in printed


async def test_the_direct_connection_beside_a_pooler_is_tried_too(
    make_settings: MakeSettings, postgres: Postgres, database_name: str, pgbouncer: PgBouncer
) -> None:
    direct = postgres.url_of(database_name)
    both = make_settings(database_url=pgbouncer.url_of(direct), database_direct_url=direct)
    assert line(await lines(both), "Direct connection").endswith(f"/{database_name} answers.")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"path": "/nowhere"}, "Check the user and the database's name in DATABASE_DIRECT_URL."),
        ({"netloc": f"shop:hunter2@127.0.0.1:{free_port()}"}, "Check DATABASE_DIRECT_URL, and that the server is up"),
    ],
    ids=["no such database", "nothing on the port"],
)
async def test_a_direct_connection_that_leads_nowhere_is_found(
    settings: Settings, postgres: Postgres, change: dict[str, str], sentence: str
) -> None:
    nowhere = SecretStr(urlsplit(postgres.url)._replace(**change).geturl())
    found = await lines(settings.model_copy(update={"database_direct_url": nowhere}))
    assert line(found, "Direct connection").startswith("✗")
    assert sentence in line(found, "Direct connection")
    assert "hunter2" not in "".join(found)
    assert line(found, "Tables").startswith("✓")


async def test_two_addresses_of_two_databases_are_found(settings: Settings, postgres: Postgres) -> None:
    another = settings.model_copy(update={"database_direct_url": SecretStr(postgres.url)})
    found = await lines(another)
    assert found[-1].startswith("✗ Database: DATABASE_URL leads to ")
    assert "which are two different databases: let both name the same one." in found[-1]


async def test_a_database_that_is_not_migrated_says_how(settings: Settings, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute("DROP TABLE alembic_version")
    found = await lines(settings)
    assert "run `ebay-connector migrate`" in line(found, "Tables")
    assert found[-1].startswith("✗ Tables")


async def test_accounts_and_their_ebay_are_tried(connector: Any, emulator: Any) -> None:
    emulator.control("seed", {"seller": "harbor_goods", "orders": 1})
    await connector.connect("harbor_goods")
    found = await lines(connector.settings)
    assert line(found, "eBay emulator").startswith("✓")
    assert line(found, "Account").startswith("✓ Account harbor_goods (emulator): connected until")
    assert line(found, "Stored tokens").startswith("✓ Stored tokens: 1")


async def test_it_tells_how_ebays_calls_stand(connector: Any, emulator: Any) -> None:
    account = await connector.connect("alpine_parts")
    await connector.sync(account, "orders")
    assert "✓ Calls to eBay emulator: enough left; sell.fulfillment is used most" in await text(connector.settings)
    emulator.control("limits", {"resource": "sell.account", "limit": 1})
    for _ in range(2):
        await connector.sync(account, "privileges")
    assert "· Calls to eBay emulator: All 1 calls that eBay allows for sell.account" in await text(connector.settings)


async def text(settings: Settings) -> str:
    return "\n".join(await lines(settings))


async def test_a_lost_key_is_found(connector: Any, emulator: Any) -> None:
    emulator.control("seed", {"seller": "harbor_goods", "orders": 1})
    await connector.connect("harbor_goods")
    settings = connector.settings.model_copy(update={"token_keys": Settings(token_keys=OTHER_KEY).token_keys})
    found = await lines(settings)
    assert line(found, "Stored tokens").startswith("✗")
    assert "Put the key they were encrypted with back into TOKEN_KEYS" in line(found, "Stored tokens")


async def test_an_ebay_that_does_not_answer_is_found(connector: Any, emulator: Any) -> None:
    emulator.control("seed", {"seller": "harbor_goods", "orders": 1})
    await connector.connect("harbor_goods")
    nowhere = connector.settings.model_copy(update={"emulator_url": f"http://127.0.0.1:{free_port()}"})
    assert line(await lines(nowhere), "eBay emulator").startswith("✗")


async def test_beside_a_running_demo_the_local_ebay_is_found_where_serve_has_it(connector: Any, emulator: Any) -> None:
    emulator.control("seed", {"seller": "harbor_goods", "orders": 1})
    await connector.connect("harbor_goods")
    port = int(emulator.url.rpartition(":")[2])
    beside = connector.settings.model_copy(update={"emulator_url": None, "emulator_port": port})
    await doctor(beside)
    found = await lines(beside)
    assert line(found, "eBay emulator").startswith(f"✓ eBay emulator: {emulator.url}")
    assert line(found, "Account").startswith("✓")


async def test_a_stopped_demo_is_nothing_to_mend(connector: Any, emulator: Any) -> None:
    emulator.control("seed", {"seller": "harbor_goods", "orders": 1})
    await connector.connect("harbor_goods")
    await connector.fetch("UPDATE account_tokens SET access_expires_at = now() RETURNING account_id")
    stopped = connector.settings.model_copy(update={"emulator_url": None, "emulator_port": free_port()})
    await doctor(stopped)
    found = await lines(stopped)
    emulator_line = line(found, "eBay emulator")
    assert emulator_line.startswith("· eBay emulator: not checked, as the local eBay")
    assert f"does not answer on port {stopped.emulator_port}; if it runs on another, set EMULATOR_PORT" in emulator_line
    assert line(found, "Account").startswith("· Account harbor_goods (emulator): connected; not tried")
    assert "EMULATOR_URL" not in "".join(found)


@pytest.mark.parametrize(("status", "mark"), [("connected", "✗"), ("disconnected", "·")])
async def test_an_environment_without_keys_is_wrong_only_with_an_account(
    connector: Any, emulator: Any, status: str, mark: str
) -> None:
    emulator.control("seed", {"seller": "harbor_goods", "orders": 1})
    await connector.connect("harbor_goods")
    await connector.fetch("UPDATE accounts SET environment = 'sandbox', status = %s RETURNING id", status)
    assert line(await lines(connector.settings), "eBay sandbox").startswith(f"{mark} eBay sandbox: not set up")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"ebay_production_client_id": "App-1", "ebay_production_runame": "RuName-1"}, "CLIENT_SECRET"),
        ({"ebay_production_runame": "RuName-1"}, "CLIENT_ID and EBAY_PRODUCTION_CLIENT_SECRET"),
    ],
)
async def test_a_keyset_that_is_given_in_part_is_wrong(settings: Settings, given: dict[str, str], missing: str) -> None:
    found = line(await lines(settings.model_copy(update=given)), "eBay production")
    assert found == f"✗ eBay production: set up in part; EBAY_PRODUCTION_{missing} must be set too."
