"""Checks everything a sync needs, and says what to mend."""

from ebay_connector.settings import Settings


async def doctor(settings: Settings) -> None:
    """Prints a line for each check; raises StartError when something is broken."""
