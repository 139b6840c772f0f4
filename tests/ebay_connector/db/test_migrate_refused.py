"""Migrations that cannot begin: each says why at once. And who has which rights on the tables."""

import socketserver
import threading
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from ebay_connector.db.cluster import free_port
from ebay_connector.db.errors import MigrationError
from ebay_connector.db.migrate import Migration
from ebay_connector.metadata import metadata
from tests.conftest import MakeSettings
from tests.support.postgres import Postgres
from tests.support.slow_chain import HEAD, MakeMigration


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"path": "/nowhere"},
            'database "nowhere" does not exist. Check the user and the database.s name in DATABASE_',
        ),
        (
            {"netloc": "nobody:wrong@{host}"},
            "cannot be reached: .*(password authentication failed|no pg_hba|does not exist).*Check .* DATABASE_URL",
        ),
    ],
)
def test_a_refused_connection_is_told_at_once(
    migration: MakeMigration, postgres: Postgres, change: dict[str, str], reason: str
) -> None:
    parts = urlsplit(postgres.url)
    host = parts.netloc.rpartition("@")[2]
    url = parts._replace(**{key: value.format(host=host) for key, value in change.items()}).geturl()
    with pytest.raises(MigrationError, match=reason):
        migration(url, migration_backoff=60).run()


@pytest.mark.parametrize(
    ("host", "check"),
    [
        ("127.0.0.1", "Check {setting}, and that the server is up and lets this machine in."),
        ("nowhere.invalid", "Check the host's name in {setting}, and that this machine can look it up."),
    ],
)
@pytest.mark.parametrize("setting", ["DATABASE_URL", "DATABASE_DIRECT_URL"])
def test_a_server_that_is_not_there_is_told_with_what_to_check(
    migration: MakeMigration, host: str, check: str, setting: str
) -> None:
    url = f"postgresql://shop:hunter2@{host}:{free_port()}/shop"
    with pytest.raises(MigrationError, match=r"could not be migrated in 2 attempts: .*(refused|resolve)") as failure:
        migration(url, migration_attempts=1, migration_backoff=0.01, **{setting.lower(): url}).run()
    assert str(failure.value).endswith(f" What was done stays done. {check.format(setting=setting)}")
    assert "hunter2" not in str(failure.value)


class Web(socketserver.BaseRequestHandler):
    """What a web server says to a stranger's first words."""

    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@pytest.mark.parametrize("sslmode", ["prefer", "disable"])
def test_what_is_not_postgres_is_told_at_once(migration: MakeMigration, sslmode: str) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"postgresql://127.0.0.1:{server.server_address[1]}/shop?sslmode={sslmode}"
        with pytest.raises(
            MigrationError, match=r"is not Postgres: check the host and the port in DATABASE_DIRECT_URL\."
        ):
            migration(url, migration_backoff=60, database_direct_url=url).run()
        server.shutdown()


def test_a_missing_right_is_told_with_the_grant_that_mends_it(
    migration: MakeMigration, postgres: Postgres, empty: str
) -> None:
    with postgres.guest(empty) as url:
        with pytest.raises(MigrationError) as failure:
            migration(url).run()
        grant = str(failure.value).partition("Its owner grants what is needed: ")[2].rstrip(".")
        assert grant == f'GRANT CREATE ON SCHEMA public TO "guest_{empty}"'
        postgres.in_database(empty, grant)
        assert migration(url).run() == HEAD


def test_a_user_who_may_not_connect_is_told_at_once(migration: MakeMigration, postgres: Postgres, empty: str) -> None:
    postgres.execute(f'REVOKE CONNECT ON DATABASE "{empty}" FROM PUBLIC')
    told = r"Have its owner GRANT CONNECT ON DATABASE to the user in DATABASE_URL\.$"
    with postgres.guest(empty) as url, pytest.raises(MigrationError, match=told):
        migration(url, migration_backoff=60).run()


@pytest.mark.parametrize("rights", ["no", "all"])
def test_a_role_that_does_not_own_the_tables_is_told_who_does(
    migration: MakeMigration, postgres: Postgres, empty: str, chain: Path, rights: str
) -> None:
    migration().run()
    (chain / "20260105_0000_step_5.py").write_text(
        '"""Alter."""\nfrom alembic import op\nrevision, down_revision = "20260105_0000", "20260104_0000"\n'
        'def upgrade():\n    op.execute("ALTER TABLE step_1 ADD COLUMN m integer")\n'
    )
    with postgres.guest(empty) as url, psycopg.connect(postgres.url_of(empty)) as owner:
        if rights == "all":
            postgres.in_database(empty, f"GRANT ALL ON ALL TABLES IN SCHEMA public TO guest_{empty}")
        with pytest.raises(
            MigrationError, match=f"name {owner.info.user} in DATABASE_URL, or have .* run: "
        ) as failure:
            migration(url).run()
        postgres.in_database(empty, str(failure.value).rpartition("run: ")[2].rstrip("."))
        assert migration(url).run() == "20260105_0000"


def test_a_schema_that_may_not_be_used_is_told_with_the_grant(
    migration: MakeMigration, postgres: Postgres, empty: str
) -> None:
    postgres.in_database(empty, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    with postgres.guest(empty) as url:
        with pytest.raises(MigrationError, match="no schema has been selected") as failure:
            migration(url).run()
        postgres.in_database(empty, str(failure.value).partition("grants what is needed: ")[2].rstrip("."))
        assert migration(url).run() == HEAD


def test_a_database_that_takes_no_writes_is_told_with_what_to_do(
    migration: MakeMigration, postgres: Postgres, empty: str
) -> None:
    postgres.execute(f'ALTER DATABASE "{empty}" SET default_transaction_read_only = on')
    with pytest.raises(MigrationError, match=r"read-only transaction.* point DATABASE_URL at the primary server, or"):
        migration().run()


def test_the_web_roles_of_a_host_lose_their_rights_on_our_tables(
    postgres: Postgres, empty: str, make_settings: MakeSettings
) -> None:
    postgres.execute("DO $$BEGIN CREATE ROLE anon; EXCEPTION WHEN duplicate_object THEN NULL; END$$")
    url = postgres.url_of(empty)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon")
        connection.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon")
        connection.execute("CREATE TABLE somebody_elses (n integer)")
    Migration(url, make_settings(), metadata).run()
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') "
            "AND (relkind = 'r' AND has_table_privilege('anon', oid, 'SELECT') "
            "OR relkind = 'S' AND has_sequence_privilege('anon', oid, 'USAGE'))"
        )
        assert [row[0] for row in tables] == ["somebody_elses"]
        connection.execute("DROP OWNED BY anon")
