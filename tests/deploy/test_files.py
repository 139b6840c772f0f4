"""The deploy files say only what the code knows: its commands, its settings, its headers."""

import re
import tomllib
from typing import Any

import pytest
import yaml

from ebay_connector.settings import Settings
from ebay_connector.web.middleware import HEADERS, TRANSPORT_SECURITY
from scripts.steps import ROOT

DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}
SETTING_LINE = re.compile(r"^#?\s?([A-Z][A-Z0-9_]+)=", re.MULTILINE)


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.fixture
def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text()


def instructions(dockerfile: str, name: str) -> list[str]:
    joined = dockerfile.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def test_compose_starts_the_app_with_its_database(compose: Any) -> None:
    services = compose["services"]
    assert set(services["app"]["environment"]) <= SETTINGS
    assert services["app"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    database, postgres = services["app"]["environment"]["DATABASE_URL"], services["postgres"]["environment"]
    assert database == (
        f"postgresql://{postgres['POSTGRES_USER']}:{postgres['POSTGRES_PASSWORD']}"
        f"@postgres:5432/{postgres['POSTGRES_DB']}"
    )
    assert (DEPLOY / services["app"]["build"]["context"] / services["app"]["build"]["dockerfile"]).is_file()
    assert {volume.split(":")[0] for volume in services["postgres"]["volumes"]} == set(compose["volumes"])


def test_the_image_runs_as_nobody_special_and_says_how_it_is(dockerfile: str) -> None:
    run_stage = dockerfile.rpartition("FROM ")[2]
    assert instructions(run_stage, "USER") == ["connector"]
    assert instructions(run_stage, "CMD") == ['["ebay-connector", "serve"]']
    assert "/healthz" in instructions(run_stage, "HEALTHCHECK")[0]
    (environment,) = instructions(run_stage, "ENV")
    assert {pair.split("=")[0] for pair in environment.split()} <= SETTINGS


def test_railway_starts_and_asks_what_exists() -> None:
    railway = tomllib.loads((DEPLOY / "railway.toml").read_text())
    assert (ROOT / railway["build"]["dockerfilePath"]).is_file()
    assert railway["deploy"]["startCommand"] == "ebay-connector serve"
    assert railway["deploy"]["healthcheckPath"] == "/healthz"


def test_railway_never_gives_up_starting_it() -> None:
    deploy = tomllib.loads((DEPLOY / "railway.toml").read_text())["deploy"]
    assert deploy["restartPolicyType"] == "ALWAYS"
    assert "restartPolicyMaxRetries" not in deploy


def test_pages_protects_browsers_as_the_server_does_and_has_them_keep_nothing_unasked() -> None:
    """Pages answers a missing asset with the page of the UI: a browser must not keep that under the asset's name."""
    address, *lines = (DEPLOY / "cloudflare/_headers").read_text().splitlines()
    assert address == "/*"
    assert dict(line.strip().split(": ", 1) for line in lines) == HEADERS | TRANSPORT_SECURITY


def test_the_example_names_settings_only() -> None:
    names = SETTING_LINE.findall((ROOT / ".env.example").read_text())
    assert names
    assert set(names) <= SETTINGS


def test_the_example_has_what_a_hosted_installation_sets() -> None:
    names = set(SETTING_LINE.findall((ROOT / ".env.example").read_text()))
    rows = re.findall(r"^\| (`[^|]+)\|", (ROOT / "docs/deploy.md").read_text(), re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert {"DATABASE_DIRECT_URL", "HOST", "TRUSTED_PROXIES"} <= listed <= names
