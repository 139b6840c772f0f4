"""The hosts of each eBay environment, in one table."""

from dataclasses import dataclass
from typing import Literal

from ebay_connector.ebay.errors import ConfigurationError

Environment = Literal["production", "sandbox", "emulator"]

SPOKEN: dict[Environment, str] = {"production": "production", "sandbox": "sandbox", "emulator": "local eBay"}
"""What sentences call them."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Base addresses, without a slash at the end.

    `api` serves most paths and the token endpoint; `apiz` Finances, Identity, Key Management and
    payment disputes; `auth` the consent page.
    """

    api: str
    apiz: str
    auth: str


# The emulator's are paths below its own address: one server plays all three hosts.
ENVIRONMENTS: dict[Environment, Hosts] = {
    "production": Hosts("https://api.ebay.com", "https://apiz.ebay.com", "https://auth.ebay.com"),
    "sandbox": Hosts("https://api.sandbox.ebay.com", "https://apiz.sandbox.ebay.com", "https://auth.sandbox.ebay.com"),
    "emulator": Hosts("/_host/api", "/_host/apiz", "/_host/auth"),
}


def hosts_for(environment: Environment, emulator_url: str | None = None) -> Hosts:
    """Hosts of an environment; ConfigurationError when the emulator's address is not known."""
    hosts = ENVIRONMENTS[environment]
    if environment != "emulator":
        return hosts
    if not emulator_url:
        raise ConfigurationError(
            "The address of the local eBay is not set. Set EMULATOR_URL, such as http://127.0.0.1:8100."
        )
    base = emulator_url.rstrip("/")
    return Hosts(base + hosts.api, base + hosts.apiz, base + hosts.auth)
