"""The log's lines: their form, what stands on each, and what never does."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ebay_connector import log
from tests.support.own_logging import own_logging

# Put together here, so that no scanner takes the file for a leak.
EBAY_TOKEN = "v^1.1#i^1#p^3#f^0#r^1#I^3#t^" + "Ul4xMF8xMDo3QUE5" + "=="
CERT_ID = "PRD-" + "0a1b2c3d4e5f" + "-6071-8293-a4b5-c6d7"
FERNET_KEY = "Zm9yLXRlc3RzLW9ubHktMzItYnl0ZXMtbG9uZy1rZXk" + "="
JWT = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0" + ".c2lnbmF0dXJl"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    with own_logging():
        yield


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_json_line_names_time_level_module_and_what_is_bound(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json", version="0.1.0", build=7)
    with log.bind(account=3, run=12):
        log.get_logger("shop.sync").info("page read", records=200)
    (line,) = lines(capsys)
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "shop.sync",
        "message": "page read",
        "records": 200,
        "account": 3,
        "run": 12,
        "version": "0.1.0",
        "build": 7,
    }


def test_what_is_bound_ends_with_its_block(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    with log.bind(account=3):
        pass
    log.get_logger("shop").info("after")
    assert "account" not in lines(capsys)[0]


@pytest.mark.parametrize("name", ["uvicorn.access", "procrastinate.worker", "aiohttp.client", "anything"])
def test_lines_of_the_standard_library_look_the_same(capsys: pytest.CaptureFixture[str], name: str) -> None:
    log.configure("INFO", "json", build=7)
    with log.bind(run=12):
        logging.getLogger(name).warning("job %s done", 5, extra={"queue": "sync", "color_message": "x"})
    (line,) = lines(capsys)
    assert line.pop("at")
    assert line == {
        "level": "warning",
        "logger": name,
        "message": "job 5 done",
        "run": 12,
        "build": 7,
        "queue": "sync",
    }


def test_a_library_with_handlers_of_its_own_logs_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    own = logging.getLogger("uvicorn")
    own.addHandler(logging.StreamHandler(sys.stderr))
    own.propagate = False
    log.configure("INFO", "json")
    logging.getLogger("uvicorn.error").info("started")
    assert [line["message"] for line in lines(capsys)] == ["started"]


def test_configuring_twice_logs_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    log.configure("WARNING", "json")
    log.get_logger("shop").info("too quiet")
    log.get_logger("shop").warning("heard")
    assert [line["message"] for line in lines(capsys)] == ["heard"]


def test_auto_writes_json_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "auto")
    log.get_logger("shop").info("hello")
    assert lines(capsys)[0]["message"] == "hello"


def test_the_console_form_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "console")
    log.get_logger("shop").info("page read", records=200)
    line = capsys.readouterr().err
    assert "page read" in line
    assert "records=200" in line
    assert "\x1b[" not in line, "no colours where there is no terminal"


@pytest.mark.parametrize("form", ["json", "console"])
def test_secrets_stay_out_of_every_part_of_a_line(capsys: pytest.CaptureFixture[str], form: log.LogFormat) -> None:
    log.configure("INFO", form)
    logger = log.get_logger("shop")
    logger.info(
        f"sent {EBAY_TOKEN}",
        authorization="hunter2-header",
        EBAY_SANDBOX_CLIENT_SECRET="hunter2-setting",
        nested={"items": [{"refresh_token": "hunter2-nested"}, f"Bearer {EBAY_TOKEN}"]},
        thing=Path(f"/{EBAY_TOKEN}"),
    )
    try:
        int(f"postgresql://shop:hunter2-dsn@db/shop refused {EBAY_TOKEN}")
    except ValueError:
        logger.exception("failed")
    logging.getLogger("library").warning("token %s", EBAY_TOKEN)
    written = capsys.readouterr().err
    assert "hunter2" not in written
    assert "v^1.1" not in written
    assert "ValueError" in written
    assert log.HIDDEN in written


def test_empty_secrets_are_shown_as_empty(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    log.get_logger("shop").info("set?", client_secret=None, count=0, done=True, amount=1.5)
    line = lines(capsys)[0]
    assert (line["client_secret"], line["count"], line["done"], line["amount"]) == (None, 0, True, 1.5)


def test_each_line_is_flushed() -> None:
    program = (
        "import sys; from ebay_connector import log; log.configure('INFO', 'auto');"
        "log.get_logger('shop').info('still here'); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        assert process.stdin
        assert json.loads(process.stderr.readline())["message"] == "still here"
        assert process.poll() is None, "the line came while the process was still running"
        process.stdin.close()


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        (f"Authorization: Bearer {EBAY_TOKEN}", "Authorization: [hidden]"),
        ("authorization: Basic c2hvcDpodW50ZXIy", "authorization: [hidden]"),
        (f"IAF {EBAY_TOKEN} refused", "IAF [hidden] refused"),
        ("Cookie: ebay_connector_session=hunter2; theme=dark", "Cookie: [hidden]"),
        (f"token {EBAY_TOKEN}, next", "token [hidden], next"),
        ("code=v%5E1.1%23i%5E1%23hunter2%3D%3D&expires_in=299", "code=[hidden]&expires_in=299"),
        ("GET /ebay/oauth/callback?state=hunter2&code=hunter2 HTTP/1.1",
         "GET /ebay/oauth/callback?state=[hidden]&code=[hidden] HTTP/1.1"),
        ('{"access_token":"hunter2","expires_in":7200}', '{"access_token":"[hidden]","expires_in":7200}'),
        (r'{"password": "hunter\"2", "email": "a@b"}', '{"password": "[hidden]", "email": "a@b"}'),
        (r'{"body": "{\"refresh_token\": \"hunter2\"}"}', r'{"body": "{\"refresh_token\": \"[hidden]\"}"}'),
        ("{'client_secret': 'hunter 2'}", "{'client_secret': '[hidden]'}"),
        ("grant_type=refresh_token&refresh_token=hunter2", "grant_type=refresh_token&refresh_token=[hidden]"),
        ("host=db password='hunter 2' user=shop", "host=db password='[hidden]' user=shop"),
        ("PGPASSWORD=hunter2 psql", "PGPASSWORD=[hidden] psql"),
        ("postgresql://shop:hun@t/er2@db:5432/shop", "postgresql://shop:[hidden]@db:5432/shop"),
        (f"cert {CERT_ID}", "cert PRD-[hidden]"),
        (f"key {FERNET_KEY}", "key [hidden]"),
        (f"signed in with {JWT}", "signed in with [hidden]"),
        ("-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----",
         "[hidden]-----END PRIVATE KEY-----"),
    ],
)  # fmt: skip
def test_scrub_hides(text: str, scrubbed: str) -> None:
    assert log.scrub(text) == scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "filter=lastmodifieddate:[2026-01-01T00:00:00.000Z..2026-01-31T00:00:00.000Z]&limit=200&offset=0",
        "http://127.0.0.1:8100/sell/fulfillment/v1/order/06-15211-22068?fieldGroups=TAX_BREAKDOWN",
        "http://127.0.0.1:8000/users/shop@example.com",
        '{"orderId":"06-15211-22068","buyer":{"username":"buyer_1231"},"total":{"value":"20.2"}}',
        "The refresh_token is older than 18 months: reconnect the account.",
        "invalid_grant code=invalid_grant",
    ],
)
def test_scrub_leaves_the_rest(text: str) -> None:
    assert log.scrub(text) == text


def test_the_queue_tells_only_what_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    logging.getLogger("procrastinate.worker").info("job done")
    assert lines(capsys) == []
