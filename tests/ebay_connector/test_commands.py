"""`ebay-connector export`, `sync` and `rotate-keys` do from a terminal what the pages do."""

import asyncio
import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ebay_connector.db.processes import wait_until
from tests.support.command import Command
from tests.support.connector import Connector
from tests.support.worker import eventually, settings_environment


async def command(connector: Connector, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **settings_environment(connector.settings)}
    call = [sys.executable, "-m", "ebay_connector.cli", *arguments]
    here = Path(__file__).parents[2]
    environment["PYTHONPATH"] = str(here)
    return await asyncio.to_thread(
        subprocess.run, call, env=environment, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


async def test_export_writes_the_chosen_rows(connector: Connector, tmp_path: Path) -> None:
    account = await connector.connect("fenland_books")
    await connector.sync(account)
    done = await command(connector, tmp_path, "export", "orders", "--columns", "order_id,total", "--sort", "order_id")
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader((tmp_path / "orders.csv").open()))
    assert rows[0] == ["account", "order_id", "total", "total_currency"]
    assert [row[1] for row in rows[1:]] == sorted(await connector.stored(account))


async def test_rotate_keys_counts_the_accounts(connector: Connector, tmp_path: Path) -> None:
    await connector.connect("fenland_books")
    done = await command(connector, tmp_path, "rotate-keys")
    assert done.stdout.startswith("The tokens of 1 account are encrypted")


async def test_rotate_keys_tells_of_a_signing_key_that_it_drops(connector: Connector, tmp_path: Path) -> None:
    await connector.sync(await connector.connect("fenland_books"), "payouts")
    await connector.fetch("UPDATE signing_keys SET private_key_encrypted = 'x' RETURNING 1")
    done = await command(connector, tmp_path, "rotate-keys")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].startswith("Dropped 1 signing key that TOKEN_KEYS does not open")


async def test_rotate_keys_without_accounts_calls_no_key_useless(connector: Connector, tmp_path: Path) -> None:
    done = await command(connector, tmp_path, "rotate-keys")
    assert done.stdout == "No account is connected: there are no tokens to encrypt.\n"


async def test_export_writes_to_stdout_and_says_so_beside_it(connector: Connector, tmp_path: Path) -> None:
    done = await command(connector, tmp_path, "export", "orders", "-o", "-", "--columns", "order_id")
    assert done.stdout == "account,order_id\n"
    assert done.stderr == "Wrote the rows to stdout (18 bytes).\n"


async def test_export_ends_quietly_when_its_reader_has_seen_enough(connector: Connector, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    call = [sys.executable, "-m", "ebay_connector.cli", "export", "orders", "-o", "-"]
    environment = {**os.environ, **settings_environment(connector.settings)}
    done = await asyncio.to_thread(
        subprocess.run, call, env=environment, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


async def test_a_sync_that_is_left_says_that_it_goes_on(connector: Connector, tmp_path: Path) -> None:
    await connector.connect("quiet_corner")
    environment = {**settings_environment(connector.settings), "LOG_FORMAT": "json"}
    with Command(tmp_path, "sync", "orders", **environment) as sync:
        await asyncio.to_thread(wait_until, lambda: "queued" in sync.out, 30)
        assert await asyncio.to_thread(sync.stop, signal.SIGINT) == 130
    alone, left = sync.err.splitlines()
    assert alone.startswith("No worker runs, so nothing begins: start one")
    assert left.startswith("Only the log ends here: a worker goes on")
    assert await connector.fetch("SELECT FROM sync_runs WHERE status = 'queued'")


async def test_sync_shows_the_log_to_the_end(connector: Connector, tmp_path: Path) -> None:
    await connector.connect("quiet_corner")
    command_run = asyncio.create_task(command(connector, tmp_path, "sync", "orders"))

    async def queued() -> bool:
        return bool(await connector.fetch("SELECT FROM sync_runs"))

    await eventually(queued)
    await connector.runner.run(1)
    done = await command_run
    assert done.returncode == 0, done.stderr
    assert "Succeeded. eBay has no orders for quiet_corner" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "nothing"], "There are no records “nothing”"),
        (["export", "orders", "--filter", "total:gte:ten"], "is not an amount"),
        (["export", "orders", "-o", "no/orders.csv"], "no/orders.csv cannot be written: No such file or directory."),
        (["export", "orders", "-o", "/dev/full"], "/dev/full cannot be written: No space left on device."),
        (["sync", "nothing"], "There is no stream “nothing”"),
        (["sync", "orders"], "Connect a seller first"),
    ],
)
async def test_what_makes_no_sense_is_one_sentence(
    connector: Connector, tmp_path: Path, arguments: list[str], words: str
) -> None:
    done = await command(connector, tmp_path, *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
