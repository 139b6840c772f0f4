"""The client against the local eBay: what it repeats, raises and tells its observer."""

import asyncio
import time
from typing import Any

import msgspec
import pytest

from ebay_connector import log
from ebay_connector.ebay import errors
from ebay_connector.ebay.client import EbayClient
from ebay_connector.ebay.hosts import Hosts
from ebay_connector.ebay.request import Request
from ebay_connector.ebay.retry import RetryPolicy
from tests.ebay_connector.ebay.conftest import ORDERS, PAGE, PATH, SELLER, Orders, Seller, Watch, asked, fault, orders
from tests.support.own_logging import own_logging

SHIP = Request("POST", "api", f"{PATH}/00-00000-00000/shipping_fulfillment", body=b"{}")


async def until(condition: Any, seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)


async def test_an_answer_comes_with_ebays_request_id(client: EbayClient, seller: Seller) -> None:
    response = await client.send(PAGE, seller)
    assert response.status == 200
    assert response.request_id
    assert response.json(Orders).total <= ORDERS
    assert len(response.json(Orders).orders) == 50


async def test_an_observer_sees_one_exchange_without_secrets(client: EbayClient, seller: Seller, watch: Watch) -> None:
    page = await client.send(PAGE, seller, watch, validate=orders)
    (seen,) = watch
    assert (seen.method, seen.host, seen.path, seen.query) == ("GET", "api", PATH, "limit=50&offset=0")
    assert (seen.status, seen.error, seen.retry_in, seen.attempt) == (200, None, None, 1)
    assert seen.request_id
    assert seen.ms >= 0
    assert (seen.sent_bytes, seen.request_body) == (0, "")
    assert seen.received_bytes > 50 * 1000
    assert f'"total":{page.total}' in seen.response_body.replace(" ", "")
    assert seller.token not in repr(seen)


async def test_filters_arrive_as_written(client: EbayClient, seller: Seller, emulator: Any) -> None:
    wanted = "orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}"
    page = await client.send(Request("GET", "api", PATH, query=(("filter", wanted),)), seller, validate=orders)
    states = {msgspec.json.decode(order)["orderFulfillmentStatus"] for order in page.orders}
    assert states <= {"NOT_STARTED", "IN_PROGRESS"}
    assert asked(emulator)[0]["query"] == f"filter={wanted}"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("429", 429), ("500", 500), ("status", 503), ("torn_json", 200), ("cut", 200)],
)
async def test_a_passing_fault_is_overcome(
    client: EbayClient, seller: Seller, emulator: Any, watch: Watch, kind: str, status: int
) -> None:
    fault(emulator, kind, times=2)
    page = await client.send(PAGE, seller, watch, validate=orders)
    assert len(page.orders) == 50
    assert watch.statuses == [status, status, 200]
    assert [seen.attempt for seen in watch] == [1, 2, 3]
    assert [seen.retry_in is None for seen in watch] == [False, False, True]
    assert all(seen.error for seen in watch[:2])
    assert [entry["seller"] for entry in asked(emulator)] == [SELLER] * 3


async def test_a_lost_connection_is_overcome(client: EbayClient, seller: Seller, emulator: Any, watch: Watch) -> None:
    fault(emulator, "reset", times=4)
    page = await client.send(PAGE, seller, watch, validate=orders)
    assert len(page.orders) == 50
    assert "The connection broke before eBay answered" in str(watch[0].error)
    assert watch.statuses[-1] == 200
    assert len(asked(emulator)) == 5


async def test_a_request_without_answer_is_given_up_in_time_and_repeated(
    hosts: Hosts, seller: Seller, emulator: Any, watch: Watch
) -> None:
    fault(emulator, "timeout")
    async with EbayClient("emulator", hosts, timeout=0.5, retry=RetryPolicy(attempts=1, base=0.01)) as client:
        page = await client.send(PAGE, seller, watch, validate=orders)
    assert len(page.orders) == 50
    assert watch[0].error == f"eBay did not answer GET {PATH} within 0.5 s."
    assert 450 <= watch[0].ms < 2000


@pytest.mark.parametrize(
    ("kind", "requests", "error"),
    [
        ("429", 5, errors.RateLimitedError),
        ("500", 3, errors.ServerFaultError),
        ("status", 5, errors.TransientError),
        ("torn_json", 5, errors.TransientError),
        ("cut", 5, errors.TransientError),
    ],
)
async def test_a_lasting_fault_is_raised_when_the_retries_are_used(
    client: EbayClient, seller: Seller, emulator: Any, kind: str, requests: int, error: type[errors.EbayError]
) -> None:
    fault(emulator, kind, times=None)
    with pytest.raises(error) as caught:
        await client.send(PAGE, seller, validate=orders)
    assert caught.value.action is errors.Action.RETRY
    assert len(asked(emulator)) == requests


@pytest.mark.parametrize("kind", ["500", "status", "cut", "reset"])
async def test_a_write_whose_fate_is_unknown_is_not_repeated(
    client: EbayClient, seller: Seller, emulator: Any, kind: str
) -> None:
    fault(emulator, kind)
    with pytest.raises(errors.TransientError):
        await client.send(SHIP, seller)
    assert len(asked(emulator)) == 1


async def test_a_write_that_was_turned_away_is_repeated(client: EbayClient, seller: Seller, emulator: Any) -> None:
    fault(emulator, "429")
    with pytest.raises(errors.EbayError) as caught:
        await client.send(SHIP, seller)
    assert not isinstance(caught.value, errors.TransientError)
    assert len(asked(emulator)) == 2


async def test_retry_after_is_waited_for_and_the_wait_can_be_stopped(
    client: EbayClient, seller: Seller, emulator: Any, watch: Watch
) -> None:
    fault(emulator, "429", retry_after=30)
    task = asyncio.create_task(client.send(PAGE, seller, watch))
    await until(lambda: watch)
    assert watch[0].retry_in is not None
    assert 30 <= watch[0].retry_in <= 30.01
    assert "it asks to wait 30 s" in str(watch[0].error)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 0.1


async def test_a_retry_after_of_hours_is_raised_at_once(client: EbayClient, seller: Seller, emulator: Any) -> None:
    fault(emulator, "429", times=None, retry_after=7200)
    with pytest.raises(errors.RateLimitedError) as caught:
        await client.send(PAGE, seller)
    assert caught.value.retry_after == 7200
    assert len(asked(emulator)) == 1


async def test_the_wrong_host_is_named(client: EbayClient, seller: Seller) -> None:
    with pytest.raises(errors.WrongHostError, match="host 'api' does not know /commerce/identity/v1/user/"):
        await client.send(Request("GET", "api", "/commerce/identity/v1/user/"), seller)


async def test_a_bad_parameter_is_told_in_ebays_words(client: EbayClient, seller: Seller) -> None:
    with pytest.raises(errors.RequestRefusedError, match="31100") as caught:
        await client.send(Request("GET", "api", PATH, query=(("limit", "201"),)), seller)
    assert caught.value.status == 400
    assert caught.value.error_ids == {31100}
    assert caught.value.request_id


async def test_an_unknown_order_is_not_found(client: EbayClient, seller: Seller) -> None:
    with pytest.raises(errors.NotFoundError) as caught:
        await client.send(Request("GET", "api", f"{PATH}/99-99999-99999"), seller)
    assert caught.value.action is errors.Action.SKIP_RECORD


async def test_many_pages_are_in_flight_at_once(client: EbayClient, seller: Seller, emulator: Any) -> None:
    fault(emulator, "slow", times=None, seconds=0.3)
    started = time.monotonic()
    await asyncio.gather(*[client.send(PAGE, seller, validate=orders) for _ in range(32)])
    assert emulator.control("requests")["in_flight_max"] >= 24
    assert time.monotonic() - started < 32 * 0.3 / 2


async def test_a_stopped_request_ends_at_once_and_closes_its_connection(
    client: EbayClient, seller: Seller, emulator: Any, watch: Watch
) -> None:
    fault(emulator, "slow", seconds=30)
    task = asyncio.create_task(client.send(PAGE, seller, watch))
    await until(lambda: emulator.control("state")["in_flight"] == 1)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 0.1
    await until(lambda: emulator.control("state")["in_flight"] == 0)
    assert [(seen.status, seen.error, seen.retry_in, seen.stopped) for seen in watch] == [(None, None, None, True)]
    assert (await client.send(PAGE, seller)).status == 200


async def test_an_address_where_nobody_listens_is_named(hosts: Hosts, watch: Watch) -> None:
    nowhere = Hosts("http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1")
    async with EbayClient("emulator", nowhere, retry=RetryPolicy(attempts=2, base=0.01)) as client:
        with pytest.raises(errors.UnreachableError, match=r"No connection to 127\.0\.0\.1:1"):
            await client.send(SHIP, None, watch)
    assert watch.statuses == [None] * 3


async def test_a_client_that_was_not_started_says_so(hosts: Hosts) -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await EbayClient("emulator", hosts).send(PAGE)


async def test_ebays_time_is_learned_from_any_answer(client: EbayClient, emulator: Any) -> None:
    emulator.control("clock", {"advance_seconds": 10 * 86400})
    before = time.time() + 10 * 86400
    learned = (await client.ebay_now()).timestamp()
    assert before - 1.5 < learned < time.time() + 10 * 86400 + 1


async def test_requests_that_nobody_observes_go_to_the_log_without_secrets(
    client: EbayClient, seller: Seller, emulator: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    fault(emulator, "expire_token")
    with own_logging(), log.bind(account=3):
        log.configure("DEBUG", "json")
        await client.send(PAGE, seller)
    lines = [msgspec.json.decode(line) for line in capsys.readouterr().err.splitlines()]
    told = [(line["path"], line["status"], line["account"]) for line in lines if line["message"] == "eBay request"]
    assert told == [(PATH, 401, 3), ("/identity/v1/oauth2/token", 200, 3), (PATH, 200, 3)]
    written = msgspec.json.encode(lines).decode()
    for secret in (seller.token, seller.refresh_token, *seller.rejected, "EmulatorDemo-Cert-1", "v^1.1"):
        assert secret not in written
