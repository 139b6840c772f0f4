"""The host table and the emulator's address."""

import pytest

from ebay_connector.ebay.errors import Action, ConfigurationError
from ebay_connector.ebay.hosts import ENVIRONMENTS, Environment, Hosts, hosts_for


@pytest.mark.parametrize(("environment", "infix"), [("production", ""), ("sandbox", "sandbox.")])
def test_real_ebay_has_three_hosts(environment: Environment, infix: str) -> None:
    assert hosts_for(environment) == Hosts(
        api=f"https://api.{infix}ebay.com",
        apiz=f"https://apiz.{infix}ebay.com",
        auth=f"https://auth.{infix}ebay.com",
    )


@pytest.mark.parametrize("url", ["http://127.0.0.1:8100", "http://127.0.0.1:8100/"])
def test_the_emulator_plays_all_three(url: str) -> None:
    assert hosts_for("emulator", url) == Hosts(
        api="http://127.0.0.1:8100/_host/api",
        apiz="http://127.0.0.1:8100/_host/apiz",
        auth="http://127.0.0.1:8100/_host/auth",
    )


def test_an_emulator_address_never_changes_real_ebay() -> None:
    assert hosts_for("production", "http://127.0.0.1:8100") == ENVIRONMENTS["production"]


def test_an_emulator_without_address_names_the_setting() -> None:
    with pytest.raises(ConfigurationError, match="Set EMULATOR_URL") as caught:
        hosts_for("emulator")
    assert caught.value.action is Action.STOP
