"""Direct or through a transaction pooler: found out from which server process answers."""

import pytest

from ebay_connector.db.mode import detect_mode
from tests.conftest import MakeSettings
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres


async def test_without_a_pooler_it_is_direct(postgres: Postgres, make_settings: MakeSettings) -> None:
    assert await detect_mode(postgres.url, make_settings()) == "direct"


@pytest.mark.parametrize(("pool_mode", "mode"), [("transaction", "transaction_pooler"), ("session", "direct")])
async def test_a_pooler_counts_when_it_does_not_keep_sessions(
    pgbouncer: PgBouncer, postgres: Postgres, make_settings: MakeSettings, pool_mode: str, mode: str
) -> None:
    with PgBouncer(postgres.url, pool_mode) as pooler:
        assert await detect_mode(pooler.url_of(postgres.url), make_settings()) == mode
