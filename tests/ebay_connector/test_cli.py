"""The commands: what they say, and that a failure is one sentence and a non-zero exit."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from ebay_connector import cli
from ebay_connector.cli import main
from ebay_connector.db.chain import head_revision
from ebay_connector.db.cluster import free_port
from ebay_connector.db.connect import Addresses
from ebay_connector.db.processes import wait_until
from ebay_connector.settings import get_settings
from tests.conftest import TEST_SETTINGS
from tests.support.command import Command, run_command
from tests.support.postgres import Postgres

KEYS = {name.upper(): str(TEST_SETTINGS[name]) for name in ("secret_key", "token_keys")}


@pytest.fixture
def hosted(addresses: Addresses) -> dict[str, str]:
    return {"DATABASE_URL": addresses.url, **KEYS}


def test_it_says_which_version_and_build_it_is(tmp_path: Path) -> None:
    command = run_command(tmp_path, "--version")
    assert command.wait() == 0
    assert re.fullmatch(r"ebay-connector \d+\.\d+\.\d+ \(build \d+, ([0-9a-f]{7,}|unknown)\)\n", command.out)


def test_migrate_is_a_step_of_its_own(tmp_path: Path, hosted: dict[str, str]) -> None:
    command = run_command(tmp_path, "migrate", **hosted)
    assert command.wait() == 0
    assert command.out == f"The database is at revision {head_revision()}.\n"
    assert "The database is up to date." in command.err
    assert "alembic." not in command.err


def test_the_chain_of_migrations_makes_every_table(tmp_path: Path) -> None:
    command = run_command(tmp_path, "migrate", "--check")
    assert command.wait() == 0, command.err
    assert f"its head {head_revision()} makes all tables" in command.out


def test_users_are_managed_from_a_terminal(tmp_path: Path, hosted: dict[str, str]) -> None:
    added = run_command(tmp_path, "user", "add", "ann@shop.test", "--password", "correct horse battery", **hosted)
    assert added.wait() == 0, added.err
    listed = run_command(tmp_path, "user", "list", **hosted)
    assert "ann@shop.test" in listed.out
    again = run_command(tmp_path, "user", "add", "ann@shop.test", "--password", "correct horse battery", **hosted)
    assert again.wait() == 1
    assert again.err.startswith("ebay-connector: There is a user with the email ann@shop.test already")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_stop_a_command_leaves_no_database_running(tmp_path: Path, number: signal.Signals) -> None:
    with Command(tmp_path, "user", "add", "ann@shop.test", "--password", "correct horse battery", **KEYS) as add:
        assert wait_until(lambda: add.has_started("postgres"), 60)
        assert add.stop(number) == 130
        add.assert_nothing_left()
        assert add.err == ""


@pytest.mark.parametrize("command", ["serve", "api", "worker", "migrate", "doctor"])
def test_a_wrong_setting_is_one_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    get_settings.cache_clear()
    monkeypatch.setenv("DATABASE_POOL_SIZE", "many")
    monkeypatch.setattr(sys, "argv", ["ebay-connector", command])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 1
    assert capsys.readouterr().err == "ebay-connector: DATABASE_POOL_SIZE must be a whole number.\n"


@pytest.mark.parametrize(("line", "shown"), [("LOG_LEVEL=DEBUG", True), ("LOG_LEVEL=INFO", False), ("PORT=x", False)])
def test_a_fault_of_our_own_is_shown_where_the_file_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, shown: bool
) -> None:
    def lose() -> None:
        raise KeyError("lost")

    (tmp_path / ".env").write_text(line)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "run_app", lose)
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert ("Traceback" in told) is shown
    assert told.endswith("Something went wrong that should not: KeyError('lost'). LOG_LEVEL=DEBUG shows where.\n")


@pytest.mark.parametrize("keys", [{}, KEYS], ids=["made", "set"])
@pytest.mark.parametrize(
    "arguments",
    ["doctor", "export orders", "sync orders", "rotate-keys", "user list", "user passwd a@b.test --password x"],
)
def test_what_works_on_an_installation_makes_none(tmp_path: Path, arguments: str, keys: dict[str, str]) -> None:
    failed = run_command(tmp_path, *arguments.split(), **keys)
    assert failed.wait() == 1
    folder = tmp_path / "data"
    assert failed.err.startswith(f"ebay-connector: Nothing has been started in {folder} yet")
    assert not folder.exists()


def test_a_check_leaves_the_data_folder_as_it_is(tmp_path: Path) -> None:
    token_keys = {"TOKEN_KEYS": KEYS["TOKEN_KEYS"]}
    assert run_command(tmp_path, "migrate", **token_keys).wait() == 0
    folder = tmp_path / "data"
    (folder / "keys.json").unlink()
    before = {file.name for file in folder.iterdir()}
    checked = run_command(tmp_path, "doctor", **token_keys)
    assert checked.wait() == 0, checked.out + checked.err
    assert {file.name for file in folder.iterdir()} == before


@pytest.mark.parametrize("command", ["worker", "user"])
def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path, command: str) -> None:
    url = f"postgresql://shop:hunter2@127.0.0.1:{free_port()}/shop"
    arguments = [command, "list"] if command == "user" else [command]
    failed = run_command(tmp_path, *arguments, DATABASE_URL=url, MIGRATION_ATTEMPTS=0, **KEYS)
    assert failed.wait() == 1
    last = failed.err.strip().splitlines()[-1]
    assert last.startswith("ebay-connector: The database at 127.0.0.1:")
    assert "refused" in last
    assert "Traceback" not in failed.err
    assert "hunter2" not in failed.err


@pytest.mark.parametrize("command", [["api"], ["worker"], ["user", "list"], ["doctor"], ["migrate"]])
def test_a_database_of_a_newer_version_is_refused_with_what_to_do(
    tmp_path: Path, hosted: dict[str, str], command: list[str]
) -> None:
    with psycopg.connect(hosted["DATABASE_URL"]) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20990101_0000'")
    failed = run_command(tmp_path, *command, **hosted)
    assert failed.wait() == 1
    assert "newer than this program: it is at revision 20990101_0000" in failed.out + failed.err
    assert "Start the version that migrated it, or restore a backup." in failed.out + failed.err


@pytest.mark.parametrize("command", [["api"], ["worker"], ["user", "list"], ["migrate"]])
def test_a_wrong_database_is_told_at_once_with_what_to_check(
    tmp_path: Path, hosted: dict[str, str], command: list[str]
) -> None:
    nowhere = urlsplit(hosted["DATABASE_URL"])._replace(path="/nowhere").geturl()
    failed = run_command(tmp_path, *command, **{**hosted, "DATABASE_URL": nowhere})
    assert failed.wait() == 1
    assert "it is tried again" not in failed.err
    assert failed.err.strip().endswith("Check the user and the database's name in DATABASE_URL.")


@pytest.mark.parametrize("command", [["serve"], ["api"], ["worker"], ["user", "list"]])
def test_a_missing_right_is_told_with_the_grant_that_mends_it(
    tmp_path: Path, hosted: dict[str, str], postgres: Postgres, database_name: str, command: list[str]
) -> None:
    postgres.in_database(database_name, "GRANT SELECT ON alembic_version TO PUBLIC")
    with postgres.guest(database_name) as url:
        failed = run_command(tmp_path, *command, **{**hosted, "DATABASE_URL": url, "PORT": str(free_port())})
    assert failed.wait() == 1
    assert "Its owner grants what is needed: GRANT SELECT, INSERT, UPDATE, DELETE" in failed.err
    assert "Traceback" not in failed.err


def run_through_shell(folder: Path, line: str, hosted: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A command as typed, with what the shell makes of its input and output."""
    environment = {**os.environ, **hosted, "PYTHONPATH": str(Path.cwd())}
    call = ["sh", "-c", line.replace("ebay-connector", f"{sys.executable} -m ebay_connector.cli")]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ebay-connector user list >/dev/full", "The output cannot be written: No space left on device."),
        ("ebay-connector export orders -o - >/dev/full", "stdout cannot be written: No space left on device."),
        (
            "ebay-connector user passwd ann@shop.test <&-",
            "There is no input to read the password from: give it with --password.",
        ),
        (
            "HOST=no.such.host.invalid ebay-connector serve",
            "HOST is no.such.host.invalid, which is no address of this machine: set it to 127.0.0.1 for this machine "
            "alone, or to 0.0.0.0 for all its networks.",
        ),
    ],
)
def test_odd_surroundings_are_one_sentence(tmp_path: Path, hosted: dict[str, str], line: str, sentence: str) -> None:
    added = run_command(tmp_path, "user", "add", "ann@shop.test", "--password", "correct horse battery", **hosted)
    assert added.wait() == 0
    done = run_through_shell(tmp_path, line, hosted)
    assert done.returncode == 1
    assert done.stderr == f"ebay-connector: {sentence}\n"


def test_without_a_stderr_a_command_does_its_work(tmp_path: Path, hosted: dict[str, str]) -> None:
    added = run_command(tmp_path, "user", "add", "ann@shop.test", "--password", "correct horse battery", **hosted)
    assert added.wait() == 0
    done = run_through_shell(tmp_path, "ebay-connector user list 2>&-", hosted)
    assert (done.returncode, done.stdout.split()[0]) == (0, "ann@shop.test")


IN_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
PASSWORD = (b"Password: ", b"a new password\n")
AGAIN = (b"confirmation: ", b"a new password\n")
CTRL_C = (b"Password: ", b"\x03")


@pytest.mark.parametrize(("talk", "code"), [([PASSWORD, AGAIN], 0), ([CTRL_C], 130)], ids=["typed twice", "Ctrl-C"])
def test_a_password_is_asked_for_in_a_terminal(
    tmp_path: Path, hosted: dict[str, str], talk: list[tuple[bytes, bytes]], code: int
) -> None:
    added = run_command(tmp_path, "user", "add", "ann@shop.test", "--password", "correct horse battery", **hosted)
    assert added.wait() == 0
    before = password_hash(hosted)
    command = [sys.executable, "-m", "ebay_connector.cli", "user", "passwd", "ann@shop.test"]
    call = [sys.executable, "-c", IN_A_TERMINAL, *command]
    environment = {**os.environ, **hosted}
    with subprocess.Popen(call, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        assert process.stdout
        said = b""
        for asked, typed in talk:
            while not said.endswith(asked):
                said += process.stdout.read(1) or pytest.fail(said.decode())
            process.stdin.write(typed)
        said += process.stdout.read()  # its last words may be lost: a terminal that hangs up forgets them
    assert process.returncode == code
    assert b"Traceback" not in said
    assert (password_hash(hosted) == before) is (code != 0)


def password_hash(hosted: dict[str, str]) -> str:
    with psycopg.connect(hosted["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT password_hash FROM users WHERE email = 'ann@shop.test'").fetchone()
    assert row
    return str(row[0])


@pytest.mark.parametrize(
    ("arguments", "wrong", "command"),
    [
        ("sirve", "No such command 'sirve'. Did you mean 'serve'?", ""),
        ("user add", "Missing argument 'email'.", "user add "),
        ("user add ann@shop.test --quiet", "No such option: --quiet.", "user add "),
        (
            "user add ann@shop.test --role owner",
            "Invalid value for '--role': 'owner' is not one of viewer, operator, admin.",
            "user add ",
        ),
    ],
)
def test_a_mistyped_command_is_one_line_that_names_its_help(
    tmp_path: Path, arguments: str, wrong: str, command: str
) -> None:
    failed = run_command(tmp_path, *arguments.split())
    assert failed.wait() == 2
    assert failed.err == f"ebay-connector: {wrong} Try: python -m ebay_connector.cli {command}--help\n"


def test_without_a_command_the_help_is_shown_and_nothing_else(tmp_path: Path) -> None:
    nothing = run_command(tmp_path, "user")
    assert nothing.wait() == 2
    assert "deactivate" in nothing.out
    assert nothing.err == ""


def test_a_worker_loads_neither_sqlalchemy_nor_alembic_nor_a_web_server() -> None:
    """They take 30 MB of each worker's memory, and it has no use for them."""
    look = (
        "import sys, ebay_connector.cli, ebay_connector.worker; "
        "print(*{'sqlalchemy', 'alembic', 'uvicorn', 'fastapi'} & {*sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
