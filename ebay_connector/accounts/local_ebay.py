"""Finds the local eBay of this machine for processes beside `serve --demo`, which alone is told where it is."""

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.ebay import oauth
from ebay_connector.ebay.errors import EbayError
from ebay_connector.settings import Settings

GLANCE = {"ebay_retry_attempts": 0, "ebay_request_timeout": 5.0}


async def with_local_ebay(settings: Settings) -> Settings:
    """The settings with the address of the local eBay where `serve --demo` has it, if it answers there."""
    if settings.emulator_url is not None:
        return settings
    guess = settings.model_copy(update={"emulator_url": settings.demo_emulator_url, **GLANCE})
    clients = EbayClients(guess)
    try:
        client = await clients.get("emulator")
        await client.token(oauth.client_credentials(clients.keyset("emulator")))
    except EbayError:
        return settings
    finally:
        await clients.close()
    return settings.model_copy(update={"emulator_url": settings.demo_emulator_url})
