"""Behind proxies each person is slowed down alone, and nobody can pretend to be somebody else."""

import pytest
from starlette.requests import Request

from ebay_connector.app import create_app
from ebay_connector.auth.addresses import client_address
from ebay_connector.db.pool import Database
from tests.conftest import MakeSettings
from tests.support.web import browser, sign_in

PROXY, EDGE, PERSON = "100.64.0.3", "2400:cb00::7", "203.0.113.7"
TRUSTED = "100.64.0.0/10, 2400:cb00::/32"


def request(peer: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return Request({"type": "http", "headers": headers, "client": (peer, 50_000)})


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "expected"),
    [
        ("", PROXY, [PERSON], PROXY),
        (TRUSTED, PERSON, [], PERSON),
        (TRUSTED, PROXY, [PERSON], PERSON),
        (TRUSTED, PROXY, [f"{PERSON}, {EDGE}"], PERSON),
        (TRUSTED, PROXY, [PERSON, EDGE], PERSON),
        (TRUSTED, PROXY, [f"198.51.100.1, {PERSON}, {EDGE}"], PERSON),
        (TRUSTED, "198.51.100.1", [PERSON], "198.51.100.1"),
        (TRUSTED, PROXY, [f"{PERSON}:4711"], PERSON),
        (TRUSTED, PROXY, [f"{PERSON}, [{EDGE}]:443"], PERSON),
        (TRUSTED, f"::ffff:{PROXY}", [PERSON], PERSON),
        (TRUSTED, PROXY, [f"{PERSON}, nonsense"], PROXY),
        (TRUSTED, PROXY, [""], PROXY),
        (TRUSTED, "unix", [PERSON], "unix"),
    ],
)
def test_the_nearest_address_that_is_no_trusted_proxys(
    make_settings: MakeSettings, trusted: str, peer: str, forwarded: list[str], expected: str
) -> None:
    assert client_address(request(peer, *forwarded), make_settings(trusted_proxies=trusted)) == expected


async def test_people_behind_a_trusted_proxy_do_not_slow_each_other_down(
    database: Database, make_settings: MakeSettings
) -> None:
    app = create_app(database, make_settings(trusted_proxies=PROXY))
    async with app.router.lifespan_context(app), browser(app, PROXY) as client:
        client.headers["X-Forwarded-For"] = PERSON
        statuses = [(await sign_in(client, f"user{number}@shop.test")).status_code for number in range(21)]
        assert statuses == [401] * 20 + [429]
        client.headers["X-Forwarded-For"] = f"{PERSON}, 203.0.113.8"
        assert (await sign_in(client, "user99@shop.test")).status_code == 401
