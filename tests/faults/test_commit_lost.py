"""The connection breaks during COMMIT: whether Postgres committed or not, everything is written and counted once."""

from collections.abc import AsyncIterator

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.support.connector import Connector, assert_equals_truth, open_connector
from tests.support.lossy_wire import Loss, LossyWire
from tests.support.postgres import Postgres

SELLER = "alpine_parts"
TRANSACTIONS = {
    "page": b"UPDATE sync_slices s SET total",
    "end of a window": b"UPDATE sync_slices SET finished_at",
    "plan": b"INSERT INTO sync_cursors",
}


@pytest.fixture(params=TRANSACTIONS)
async def wire(request: pytest.FixtureRequest, postgres: Postgres, database_name: str) -> AsyncIterator[LossyWire]:
    server = conninfo_to_dict(postgres.url_of(database_name))
    async with LossyWire(str(server["host"]), int(str(server["port"])), TRANSACTIONS[request.param], []) as wire:
        yield wire


@pytest.mark.parametrize("loss", ["commit", "answer"])
async def test_a_lost_commit_counts_once(
    connector: Connector, settings: Settings, database_name: str, postgres: Postgres, wire: LossyWire, loss: Loss
) -> None:
    account = await connector.connect(SELLER)
    url = make_conninfo(postgres.url_of(database_name), host="127.0.0.1", port=wire.port, sslmode="disable")
    database = Database(url, url, settings)
    await database.open()
    wire.losses = [loss] * 2
    async with open_connector(database, settings, connector.emulator) as behind_the_wire:
        run = await behind_the_wire.sync(account)
    await database.close()
    assert len(wire.losses) < 2, "a commit was lost"
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER)
    orders = len(await connector.stored(account))
    assert (run["counts"]["fetched"], run["counts"]["created"]) == (orders, orders)
    assert run["expected"] == orders
    assert run["slices"]["done"] == run["slices"]["total"]
    requests = [line for line in await connector.events(run["id"]) if line["data"].get("method")]
    assert run["requests"] == len(requests)
    assert len({(line["data"]["path"], line["data"]["query"]) for line in requests}) == len(requests)
