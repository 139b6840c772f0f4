"""The documents name only commands, settings, paths, links and SQL that exist."""

import re
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from typer.main import get_command

from ebay_connector.cli import app
from ebay_connector.settings import Settings
from ebay_connector.streams import STREAMS
from ebay_connector.streams.record import Record
from ebay_emulator.shop.profiles import DEMO
from scripts.generate import describe_api
from scripts.steps import ROOT
from tests.support.postgres import Postgres

FOLDERS = ("docs", "deploy")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        ROOT / "frontend/README.md",
        *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md")),
    ]
)
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_MAKE_AND_TESTS = {"TESTS", "PYTEST", "PYTHON", "TEST_DATABASE_URL", "WORLD_DAYS", "WORLD_SEED"}
OF_THE_EXAMPLES = {"API", "TOKEN", "AUTH", "PATH"}
COMMANDS = set(get_command(app).commands)  # type: ignore[attr-defined]  # Typer's is a group
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

CODE = re.compile(r"`[^`\n]+`|(?:^ {4}[^\n]*\n)+|```.*?```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?<![\w./-])ebay-connector (\w[\w-]*)")
ASSIGNMENT = re.compile(r"(?<![\w-])([A-Z][A-Z0-9_]{2,})=")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
SQL = re.compile(r"```sql\n(.*?);\n```", re.DOTALL)
CALL = re.compile(r"\$API(/[\w/.-]*)")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@each_page
def test_names_what_exists(page: Path) -> None:
    text = page.read_text()
    code = " ".join(CODE.findall(text))
    assert set(COMMAND.findall(code)) <= COMMANDS
    assert set(ASSIGNMENT.findall(code)) <= SETTINGS | OF_MAKE_AND_TESTS | OF_THE_EXAMPLES
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= TARGETS
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []


def test_every_page_can_be_found() -> None:
    linked = {(page.parent / link).resolve() for page in PAGES for link in LINK.findall(page.read_text())}
    assert [page for page in PAGES if page not in linked and page.name != "README.md"] == []


def test_every_picture_is_shown() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in LINK.findall(page.read_text())}
    assert set((ROOT / "docs/images").iterdir()) - shown == set()


def test_every_command_is_documented() -> None:
    assert set(COMMAND.findall((ROOT / "docs/commands.md").read_text())) == COMMANDS


def test_every_setting_is_documented() -> None:
    table = (ROOT / "docs/settings.md").read_text()
    assert [name for name in SETTINGS if f"| `{name}` |" not in table] == []
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_column_is_documented() -> None:
    page = "".join(page.read_text() for page in (ROOT / "docs/streams").iterdir())
    records = [record for stream in STREAMS for record in (stream.record, *_children(stream.record))]
    columns = {name for record in records for name in record.fields}
    assert [name for name in columns if f"`{name}`" not in page] == []


def _children(record: type[Record]) -> list[type[Record]]:
    return [child.record for child in record.children.values()]


def test_the_api_page_calls_paths_that_exist() -> None:
    paths = [re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in describe_api()["paths"]]
    calls = CALL.findall((ROOT / "docs/api.md").read_text())
    assert calls
    assert [call for call in calls if not any(path.fullmatch(call) for path in paths)] == []


def test_the_sync_page_explains_every_state_that_is_shown() -> None:
    shown = ROOT / "frontend/src/features/sync"
    words = re.findall(r'^  \w+: "([\w ]+)…?",$', (shown / "StatusBadge.tsx").read_text(), re.MULTILINE)
    words += re.findall(r"<Badge[^>]*>([\w ]+)</Badge>", (shown / "state/StreamState.tsx").read_text())
    rows = [line for line in (ROOT / "docs/sync.md").read_text().splitlines() if line.startswith("|")]
    explained = " ".join(row.split("|")[1] for row in rows).lower()
    assert len(words) >= 9
    assert [word for word in words if word.lower() not in explained] == []


def test_the_examples_of_search_find_something_in_the_demo_shop() -> None:
    titles = [title.lower() for profile in DEMO for line in profile.lines for title in line.titles]
    examples = re.findall(r"[?`]q=([\w ]+)[\"`]", (ROOT / "docs/api.md").read_text())
    assert examples
    for example in examples:
        assert any(set(example.split()) <= set(title.split()) for title in titles), example


def test_the_sql_of_the_database_page_runs(postgres: Postgres, database_name: str) -> None:
    statements = SQL.findall((ROOT / "docs/database.md").read_text())
    assert statements
    with psycopg.connect(postgres.url_of(database_name)) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement))
