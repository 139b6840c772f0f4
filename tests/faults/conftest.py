"""Every rule holds in each way of reaching the database."""

from tests.support.ways import addresses

__all__ = ["addresses"]
