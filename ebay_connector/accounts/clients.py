"""The ways to eBay that this installation has: a keyset and a client for each environment."""

from dataclasses import dataclass
from typing import get_args

from pydantic import SecretStr

from ebay_connector.accounts.application import Application
from ebay_connector.ebay.client import EbayClient
from ebay_connector.ebay.errors import ConfigurationError
from ebay_connector.ebay.hosts import Environment, Hosts, hosts_for
from ebay_connector.ebay.oauth import Keyset
from ebay_connector.ebay.retry import RetryPolicy
from ebay_connector.settings import Settings

NAMES: tuple[Environment, ...] = get_args(Environment)
KEYSET_FIELDS = ("client_id", "client_secret", "runame")
# The local eBay knows one application, made up and the same everywhere.
EMULATOR_KEYSET = Keyset("EmulatorDemo-App-1", "EmulatorDemo-Cert-1", "EmulatorDemo-RuName-1")


@dataclass(frozen=True, slots=True)
class EnvironmentState:
    """Whether accounts of an environment can be connected, and which settings are missing."""

    name: Environment
    missing: tuple[str, ...]

    @property
    def configured(self) -> bool:
        return not self.missing


class EbayClients:
    """One client per environment, shared by the process and made when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients: dict[Environment, EbayClient] = {}
        self._applications: dict[Environment, Application] = {}

    def environments(self) -> list[EnvironmentState]:
        return [EnvironmentState(name, self._missing(name)) for name in NAMES]

    def hosts(self, environment: Environment) -> Hosts:
        return hosts_for(environment, self._settings.emulator_url)

    def keyset(self, environment: Environment) -> Keyset:
        """The application's keys; ConfigurationError when a setting is missing."""
        missing = self._missing(environment)
        if missing:
            raise ConfigurationError(
                f"eBay's {environment} environment is not set up in this process. "
                f"Set {' and '.join(missing)} and start it again."
            )
        if environment == "emulator":
            return EMULATOR_KEYSET
        return Keyset(*(self._value(environment, field) for field in KEYSET_FIELDS))

    async def get(self, environment: Environment) -> EbayClient:
        """The started client; ConfigurationError when the environment is not set up."""
        if environment not in self._clients:
            self.keyset(environment)
            self._clients[environment] = self._make(environment)
        client = self._clients[environment]
        await client.start()
        return client

    async def application(self, environment: Environment) -> Application:
        """The application's own access; ConfigurationError when the environment is not set up."""
        client = await self.get(environment)
        if environment not in self._applications:
            self._applications[environment] = Application(client, self.keyset(environment))
        return self._applications[environment]

    async def close(self) -> None:
        """Closes all connections to eBay."""
        for client in self._clients.values():
            await client.close()
        self._clients.clear()
        self._applications.clear()

    def _make(self, environment: Environment) -> EbayClient:
        settings = self._settings
        return EbayClient(
            environment,
            self.hosts(environment),
            timeout=settings.ebay_request_timeout,
            retry=RetryPolicy(attempts=settings.ebay_retry_attempts, base=settings.ebay_retry_base),
        )

    def _missing(self, environment: Environment) -> tuple[str, ...]:
        if environment == "emulator":
            return () if self._settings.emulator_url else ("EMULATOR_URL",)
        names = [_setting(environment, field) for field in KEYSET_FIELDS]
        return tuple(name.upper() for name in names if not getattr(self._settings, name))

    def _value(self, environment: Environment, field: str) -> str:
        value: str | SecretStr = getattr(self._settings, _setting(environment, field))
        return value.get_secret_value() if isinstance(value, SecretStr) else value


def _setting(environment: Environment, field: str) -> str:
    return f"ebay_{environment}_{field}"
